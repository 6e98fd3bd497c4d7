export { Component } from './component';
