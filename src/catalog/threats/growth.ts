import { assumed, published } from '../parts.ts';

/** How attacks from outside grow. An enabling threat has no growth of its own: an attempt grows with what it leads to. */
export const HACKING_GROWTH = published(
  0,
  0.07,
  0.15,
  ['S-PORTAL', 'S-IRIS25'],
  'Hospitals in 44 states and territories reported 51 breaches of 500 people and more in 2018 and 73 in 2023, 7% more each year; over all sectors the chance of a serious incident rose from 2.5% (2008) to 9.3% (2024), 8.5% a year.',
);

/** How attacks on models and mishaps with them grow. */
export const AI_GROWTH = assumed(
  0,
  0.2,
  0.5,
  'Nobody counts such incidents yet; care uses more AI every year, and so do those who attack it.',
);
