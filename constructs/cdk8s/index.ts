export { Component, objectsInPhaseOrder } from './component';
export { FleetObject } from './fleet-object';
export { FleetValidation } from './fleet-validation';
