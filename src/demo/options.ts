/** What the demonstration compares, at like cost: controls of the example hospital, by their externalId. */
export const OPTIONS: readonly { readonly name: string; readonly externalIds: readonly string[] }[] = [
  {
    name: 'Defensive only',
    externalIds: ['ai-based-mail-filtering', 'mail-authentication', 'brokered-vendor-access'],
  },
  {
    name: 'Offensive only',
    externalIds: [
      'red-and-purple-team',
      'breach-and-attack-simulation',
      'restore-drills',
      'phishing-simulation',
    ],
  },
  {
    name: 'Both',
    externalIds: [
      'ai-based-mail-filtering',
      'mail-authentication',
      'breach-and-attack-simulation',
      'restore-drills',
    ],
  },
];
