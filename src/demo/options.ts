/** What the demonstration compares: controls of the example hospital, by their externalId. */
export const OPTIONS: readonly { readonly name: string; readonly externalIds: readonly string[] }[] = [
  { name: 'Defensive only', externalIds: ['phishing-resistant-sign-in', 'recovery-72-hours'] },
  {
    name: 'Offensive only',
    externalIds: ['red-and-purple-team', 'restore-drills', 'breach-and-attack-simulation'],
  },
  { name: 'Both', externalIds: ['recovery-72-hours', 'restore-drills', 'breach-and-attack-simulation'] },
];
