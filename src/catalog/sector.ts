/** How often hospitals as a whole meet what is told here of one organisation. */
export const SECTOR_LARGE_BREACH = {
  /** Chance that a hospital reports a breach of 500 people or more in a year. */
  perHospitalYear: 0.017,
  source: 'HHS breach portal, reports by hospitals of 500 people and more, 2018-2023',
  /** A run that comes to more than so many times as much says so, or is looked into: such inputs do not fit what hospitals report. */
  farApart: 3,
} as const;
