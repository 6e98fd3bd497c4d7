/** Faults of something that the library does not do yet: nothing here can be mis-set in that way. */
export const NO_SUCH_PART: { readonly [fault: string]: string } = {
  'F-LIF-06': 'a change of release is planned by AgentFleet: the two releases are not upgraded into each other',
  'F-ENG-07': 'API versions of live objects move with a release, and no release moves one',
};
