import { expect, test } from 'vitest';
import { InvalidInput } from '../../src/errors.ts';
import { patientDataIn } from '../../src/model/patient-data.ts';
import { readText } from '../../src/model/text.ts';

test('the documented example holds', () => {
  expect(patientDataIn('MRN 1234567')).toBe('a medical record number');
});

test.each([
  '123-45-6789',
  'SSN: 123456789',
  'ssn 123 45 6789',
  'of 219–09–9999, who called',
  'Social Security number 219-09-9999.',
  '１２３-４５-６７８９',
  '123-45-67\u200b89',
])('a social security number: %s', (text) => {
  expect(patientDataIn(text)).toBe('a social security number');
});

test.each([
  'MRN123456',
  'mrn: 00123456',
  'MRN# 12-34-567',
  'Medical record number 998877',
  'MRN no. 1234567',
])('a medical record number: %s', (text) => {
  expect(patientDataIn(text)).toBe('a medical record number');
});

test.each([
  'DOB 01/02/1980',
  'dob:1980-01-02',
  'D.O.B. 2.1.80',
  'born 2 January 1980',
  'Born on January 2nd, 1980',
  'date of birth: 4th of July 1976',
  '1980-01-02 (DOB)',
  'DOB 19800102',
])('a date of birth: %s', (text) => {
  expect(patientDataIn(text)).toBe('a date of birth');
});

test.each([
  'Newborn monitors, replaced on 2025-03-01',
  'The risk was born by insurers until 2024',
  'airborne since 01/02/2024',
  'MRN 12345',
  'Patients are found by MRN',
  'Ticket 123-45-678',
  '000-12-3456',
  '666-12-3456',
  '2024-11-25',
  'Call 555-0100 or 800-555-0199',
  'ISBN 978-12-3456-789-0',
  '45 CFR 164.308(a)(1)(ii)(A)',
  'doi 10.1257/pol.20240594',
  '10.59400/cai2220',
  'rebuilt on 1 March 2026',
  '192.168.10.1234',
])('nothing of a patient: %s', (text) => {
  expect(patientDataIn(text)).toBeUndefined();
});

test('is refused wherever text is kept, without being repeated, and may be sought', () => {
  const read = () => readText('Laptop of SSN 123-45-6789', 'input.name', { longest: 200 });
  expect(read).toThrow(InvalidInput);
  expect(read).toThrow(/^needs text without data of patients: it seems to hold a social security number/);
  expect(read).not.toThrow(/6789/);
  expect(readText('123-45-6789', 'filter.text', { longest: 200, blank: true })).toBe('123-45-6789');
});
