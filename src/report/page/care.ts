import { amount, hours, percent } from '../../words.ts';
import type { Analysis } from '../analysis.ts';
import { html, type Html } from '../html.ts';
import { curve, short } from './chart.ts';
import { exact, sampled } from './parts.ts';

/** What an outage or a breach means for people, beside what it costs. */
export const care = ({ overall, patientHarm }: Analysis): Html =>
  html` <p>
      In an average year ${exact(overall.expectedOutageHours.value, hours)} hours of outage are to be expected
      (95% sampling interval ${sampled(overall.expectedOutageHours, hours)}), and
      ${exact(overall.expectedRecords.value, amount)} records about people disclosed
      (${sampled(overall.expectedRecords, amount)}). Most years have far less, a few far more:
    </p>
    <div class="pair">
      ${curve({
        points: overall.outageExceedance,
        title: 'How likely a year has longer outages',
        says: `Curve of the chance that a year’s hours of outage exceed a number, on a logarithmic scale. ${hours(overall.expectedOutageHours.value)} hours are expected.`,
        axis: 'Hours of outage in a year (logarithmic)',
        tick: short,
        width: 440,
        height: 220,
      })}${curve({
        points: overall.recordsExceedance,
        title: 'How likely a year exposes more records',
        says: `Curve of the chance that a year’s records disclosed exceed a number, on a logarithmic scale. ${amount(overall.expectedRecords.value)} are expected.`,
        axis: 'Records disclosed in a year (logarithmic)',
        tick: short,
        width: 440,
        height: 220,
      })}
    </div>
    <aside>
      <p>
        <strong>Evidence on patients.</strong> Of hospitals under ransomware attack it is known that their
        volume falls by ${exact(-patientHarm.attackWeekVolume.high, percent)} to
        ${exact(-patientHarm.attackWeekVolume.low, percent)} in the week of the attack, and that in-hospital
        mortality of patients who were already admitted rises by
        ${exact(patientHarm.mortalityOfAdmitted.low, percent)} to
        ${exact(patientHarm.mortalityOfAdmitted.high, percent)} (${patientHarm.source}).
      </p>
      <p>
        This is evidence about such outages in general. It is not priced into any loss here, and it is not a
        forecast for this organisation.
      </p>
    </aside>`;
