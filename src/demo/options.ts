/** What the demonstration compares, at like cost: controls of the example hospital, by their externalId. */
export const OPTIONS: readonly { readonly name: string; readonly externalIds: readonly string[] }[] = [
  {
    name: 'Defensive only',
    externalIds: ['d-email-ai', 'd-dmarc', 'd-ztna'],
  },
  {
    name: 'Offensive only',
    externalIds: ['o-redteam', 'o-bas', 'o-restore', 'o-phishsim'],
  },
  {
    name: 'Both',
    externalIds: ['d-email-ai', 'd-dmarc', 'o-bas', 'o-restore'],
  },
];
