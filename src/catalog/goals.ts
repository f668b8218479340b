/** A cybersecurity performance goal of the US Department of Health and Human Services (HHS). */
export interface Goal {
  readonly id: string;
  readonly name: string;
  /** Essential: the floor for everybody. Enhanced: the next step. */
  readonly tier: 'ESSENTIAL' | 'ENHANCED';
}

/**
 * The twenty voluntary goals for the healthcare sector. HHS gives them no numbers: the ids are ours, in HHS's order.
 *
 * Source: HHS, Healthcare and Public Health Sector-Specific Cybersecurity Performance Goals, January 2024, hhscyber.hhs.gov.
 * Of the enhanced goals some names were seen in print and the rest recalled: check them there.
 *
 * @example GOALS['ESS-03'].name // 'Multifactor Authentication'
 */
export const GOALS: Readonly<Record<string, Goal>> = Object.fromEntries(
  [
    goal('ESS-01', 'Mitigate Known Vulnerabilities'),
    goal('ESS-02', 'Email Security'),
    goal('ESS-03', 'Multifactor Authentication'),
    goal('ESS-04', 'Basic Cybersecurity Training'),
    goal('ESS-05', 'Strong Encryption'),
    goal('ESS-06', 'Revoke Credentials for Departing Workforce Members'),
    goal('ESS-07', 'Basic Incident Planning and Preparedness'),
    goal('ESS-08', 'Unique Credentials'),
    goal('ESS-09', 'Separate User and Privileged Accounts'),
    goal('ESS-10', 'Vendor/Supplier Cybersecurity Requirements'),
    goal('ENH-01', 'Asset Inventory'),
    goal('ENH-02', 'Third Party Vulnerability Disclosure'),
    goal('ENH-03', 'Third Party Incident Reporting'),
    goal('ENH-04', 'Cybersecurity Testing'),
    goal('ENH-05', 'Cybersecurity Mitigation'),
    goal('ENH-06', 'Detect and Respond to Relevant Threats and Tactics, Techniques and Procedures'),
    goal('ENH-07', 'Network Segmentation'),
    goal('ENH-08', 'Centralized Log Collection'),
    goal('ENH-09', 'Centralized Incident Planning and Preparedness'),
    goal('ENH-10', 'Configuration Management'),
  ].map((each) => [each.id, each]),
);

function goal(id: `${'ESS' | 'ENH'}-${string}`, name: string): Goal {
  return { id, name, tier: id.startsWith('ESS') ? 'ESSENTIAL' : 'ENHANCED' };
}
