/** Somewhere that a figure of the catalogue comes from. */
export interface Source {
  /** Author, title, year: short enough that eight of them fit the source of an estimate, 500 characters. */
  readonly citation: string;
  /** The publisher's page where it is known, else the one on which the figures were read. */
  readonly url: string;
  /**
   * How its figures came here. PRIMARY: the publisher's own page, abstract or data were read, if in a public copy. SECONDARY: as the press
   * or another author reports them. RECALLED: from memory, to be looked up before anyone relies on them.
   */
  readonly seen: 'PRIMARY' | 'SECONDARY' | 'RECALLED';
}

/** Every source of the catalogue by its id; an id is never used again for another source. Read in November 2026. */
export const SOURCES: Readonly<Record<string, Source>> = {
  // What breaches cost and how often they come
  'S-IBM25': {
    citation: 'IBM and Ponemon, Cost of a Data Breach 2025',
    url: 'https://newsroom.ibm.com/2025-07-30-ibm-report-13-of-organizations-reported-breaches-of-ai-models-or-applications,-97-of-which-reported-lacking-proper-ai-access-controls',
    seen: 'SECONDARY',
  },
  'S-IBM24': {
    citation: 'IBM and Ponemon, Cost of a Data Breach 2024',
    url: 'https://asiatechjournal.com/the-cost-of-data-breaches-will-increase-in-2024/',
    seen: 'SECONDARY',
  },
  'S-IBM23': {
    citation: 'IBM and Ponemon, Cost of a Data Breach 2023',
    url: 'https://it-online.co.za/2023/07/25/half-of-breached-organisations-unwilling-to-up-security-spend/',
    seen: 'SECONDARY',
  },
  'S-PON25': {
    citation: 'Ponemon Institute and Proofpoint, Cyber Insecurity in Healthcare 2025',
    url: 'https://ponemonsullivanreport.com/2025/11/the-2025-study-on-cyber-insecurity-in-healthcare-the-cost-and-impact-on-patient-safety-and-care',
    seen: 'PRIMARY',
  },
  'S-PON24': {
    citation: 'Ponemon Institute and Proofpoint, Cyber Insecurity in Healthcare 2024',
    url: 'https://turtl.proofpoint.com/story/ponemon-2024-healthcare-report/page/2',
    seen: 'PRIMARY',
  },
  'S-PON23': {
    citation: 'Ponemon Institute and Proofpoint, Cyber Insecurity in Healthcare 2023',
    url: 'https://www.proofpoint.com/us/newsroom/press-releases/second-annual-ponemon-institute-report-finds-two-thirds-healthcare',
    seen: 'PRIMARY',
  },
  'S-SOP25': {
    citation: 'Sophos, State of Ransomware in Healthcare 2025',
    url: 'https://hlth.com/insights/news/how-healthcare-ransomware-attacks-shifted-in-2025-2025-11-28',
    seen: 'SECONDARY',
  },
  'S-SOPBK': {
    citation: 'Sophos, Impact of compromised backups on ransomware outcomes, 2024',
    url: 'https://news.sophos.com/pt-br/2024/03/26/the-impact-of-compromised-backups-on-ransomware-outcomes',
    seen: 'PRIMARY',
  },
  'S-SOPMDR': {
    citation: 'Sophos, Impact of security products on insurance claims, 2025',
    url: 'https://koudanews.com/understanding-the-impact-of-cybersecurity-products-and-services-on-cyber-insurance-claims-sophos-news',
    seen: 'SECONDARY',
  },
  'S-IRIS25': {
    citation: 'Cyentia, Information Risk Insights Study 2025',
    url: 'https://www.cyentia.com/multiple-incidents-public',
    seen: 'SECONDARY',
  },
  'S-IRIS22': {
    citation: 'Cyentia, Information Risk Insights Study 2022',
    url: 'https://www.dmasystems.ca/archives/1350',
    seen: 'SECONDARY',
  },
  'S-IRIS20': {
    citation: 'Cyentia, Information Risk Insights Study 20/20',
    url: 'https://www.helpnetsecurity.com/2020/03/18/fortune-1000-breach/',
    seen: 'SECONDARY',
  },
  'S-IRISX': {
    citation: 'Cyentia, Information Risk Insights Study 20/20 Xtreme',
    url: 'https://cisomag.com/cyentia-institutes-study-reveals-financial-loss-of-100-largest-cyberattacks/',
    seen: 'SECONDARY',
  },
  'S-DBIR26': {
    citation: 'Verizon, Data Breach Investigations Report 2026, healthcare',
    url: 'https://www.haponline.org/News/HAP-News-Articles/Latest-News/what-drives-health-care-data-breaches',
    seen: 'SECONDARY',
  },
  'S-DBIR24': {
    citation: 'Verizon, Data Breach Investigations Report 2024, healthcare',
    url: 'https://www.verizon.com/business/resources/reports/dbir/2024/industries-intro/healthcare-data-breaches/',
    seen: 'PRIMARY',
  },
  'S-MTR26': {
    citation: 'Mandiant, M-Trends 2026',
    url: 'https://cloud.google.com/blog/topics/threat-intelligence/m-trends-2026/',
    seen: 'SECONDARY',
  },
  'S-IC3': {
    citation: 'FBI Internet Crime Complaint Center, annual reports 2024 and 2025',
    url: 'https://www.trustwave.com/en-us/resources/blogs/trustwave-blog/fbi-2024-ic3-report-phishing-soars-ransomware-batters-critical-infrastructure-as-cyber-losses-climb/',
    seen: 'SECONDARY',
  },
  'S-DDOS': {
    citation: 'Microsoft 2023 and Neustar 2017, denial of service in healthcare',
    url: 'https://www.beckershospitalreview.com/cybersecurity/healthcare-ddos-attacks-double-in-3-months-4-things-to-know.html',
    seen: 'SECONDARY',
  },
  'S-EFFIP': {
    citation: 'EfficientIP and IDC, DNS Threat Report 2021',
    url: 'https://www.helpnetsecurity.com/2021/07/15/healthcare-dns-attacks/',
    seen: 'SECONDARY',
  },

  // Hospitals under attack, and what it did to patients
  'S-NEP22': {
    citation: 'Neprash et al., JAMA Health Forum 2022;3(12):e224873',
    url: 'https://experts.umn.edu/en/publications/trends-in-ransomware-attacks-on-us-hospitals-clinics-and-other-he',
    seen: 'PRIMARY',
  },
  'S-NEP26': {
    citation: 'Neprash, McGlave, Nikpay, Hacked to Pieces?, AEJ: Economic Policy 2026',
    url: 'https://doi.org/10.1257/pol.20240594',
    seen: 'PRIMARY',
  },
  'S-AHACH': {
    citation: 'American Hospital Association, survey on the Change Healthcare attack, March 2024',
    url: 'https://www.aha.org/node/692739',
    seen: 'PRIMARY',
  },
  'S-UHG': {
    citation: 'UnitedHealth Group, reported cost of the Change Healthcare attack, 2024',
    url: 'https://securityexplore.com/change-healthcare-now-counts-190-million-data-breach-victims/',
    seen: 'SECONDARY',
  },
  'S-SCRIPPS': {
    citation: 'Scripps Health, reported cost of its 2021 ransomware attack',
    url: 'https://scworld.com/analysis/ransomware/scripps-health-cyberattack-ehr-downtime-caused-112-7m-in-lost-revenue-recovery',
    seen: 'SECONDARY',
  },
  'S-UHS': {
    citation: 'Universal Health Services, reported cost of its 2020 attack',
    url: 'https://www.netsec.news/scripps-health-ransomware-attack-113m/',
    seen: 'SECONDARY',
  },
  'S-CSH': {
    citation: 'CommonSpirit Health, reported cost of its 2022 attack',
    url: 'https://healthcarefacilitiestoday.com/posts/CommonSpirit-Health-Updates-Estimated-Cost-from-Ransomware-Attack--28625',
    seen: 'SECONDARY',
  },

  // Breach reports, the law, settlements
  'S-PORTAL': {
    citation: 'HHS Office for Civil Rights, breach portal, reports of 500 people and more to 2023',
    url: 'https://ocrportal.hhs.gov/ocr/breach/breach_report.jsf',
    seen: 'PRIMARY', // the reports of 44 states and territories, in public copies
  },
  'S-HJ25': {
    citation: 'HIPAA Journal, Healthcare Data Breach Report 2025',
    url: 'https://breachspot.com/?p=8951',
    seen: 'SECONDARY',
  },
  'S-OCR24': {
    citation: 'HHS breach portal 2024 by cause, as summed up by anonymize.business',
    url: 'https://www.anonymize.business/blog/hipaa-ocr-hhs-phi-anonymization-enforcement-2025',
    seen: 'SECONDARY',
  },
  'S-AHA25': {
    citation: 'American Hospital Association, cybersecurity year in review 2025',
    url: 'https://hipaatimes.com/aha-urges-healthcare-providers-to-assess-risk-environments-to-protect-patient-data?hs_amp=true',
    seen: 'SECONDARY',
  },
  'S-CFR': {
    citation: '45 CFR Part 164, Security and Privacy',
    url: 'https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164',
    seen: 'PRIMARY', // in public copies
  },
  'S-NPRM': {
    citation: 'HHS, proposed HIPAA Security Rule, 90 FR 898, 2025',
    url: 'https://regulations.justia.com/regulations/fedreg/2025/01/06/2024-30983.html',
    seen: 'PRIMARY',
  },
  'S-CPG': {
    citation: 'HHS, Healthcare and Public Health Cybersecurity Performance Goals, 2024',
    url: 'https://www.jonesday.com/en/insights/2024/02/hhs-releases-cybersecurity-performance-goals-for-the-health-care-sector',
    seen: 'SECONDARY',
  },
  'S-OCRRW': {
    citation: 'HHS Office for Civil Rights, ransomware settlements, 2025 and 2026',
    url: 'https://www.paubox.com/blog/what-ransomware-settlements-reveal-about-ocr-investigations',
    seen: 'SECONDARY',
  },
  'S-YAKIMA': {
    citation: 'HHS Office for Civil Rights, settlement with Yakima Valley Memorial, 2023',
    url: 'https://techtarget.com/healthtechsecurity/news/366594287/Medical-Record-Snooping-Case-Leads-to-240K-HIPAA-Settlement',
    seen: 'SECONDARY',
  },
  'S-MONTE': {
    citation: 'HHS Office for Civil Rights, settlement with Montefiore, 2024',
    url: 'https://mednetconcepts.com/mednetconnect/hhs-ocr-settles-malicious-insider-cybersecurity-investigation-for-4-75-million',
    seen: 'SECONDARY',
  },
  'S-BAYC': {
    citation: 'HHS Office for Civil Rights, settlement with BayCare, 2025',
    url: 'https://databreaches.net/?p=122339',
    seen: 'SECONDARY',
  },
  'S-PIH': {
    citation: 'HHS Office for Civil Rights, settlement with PIH Health, 2025',
    url: 'https://www.nixonpeabody.com/insights/articles/2025/04/25/new-administration-continues-pace-of-ocr-hipaa-enforcement',
    seen: 'SECONDARY',
  },
  'S-SOLARA': {
    citation: 'HHS Office for Civil Rights, settlement with Solara, 2025',
    url: 'https://securitydone.com/hhs-discloses-3-more-hipaa-fines-totaling-more-than-3m',
    seen: 'SECONDARY',
  },
  'S-COTT': {
    citation: 'HHS Office for Civil Rights, settlement with Cottage Health, 2019',
    url: 'https://public3.pagefreezer.com/content/HHS.gov/31-12-2020T08:51/https:/www.hhs.gov/about/news/2019/02/07/ocr-concludes-all-time-record-year-for-hipaa-enforcement-with-3-million-cottage-health-settlement.html',
    seen: 'PRIMARY',
  },
  'S-TOUCH': {
    citation: 'HHS Office for Civil Rights, settlement with Touchstone Imaging, 2019',
    url: 'https://lists.riskbasedsecurity.com/pipermail/breachexchange/2019-May/003984.html',
    seen: 'SECONDARY',
  },
  'S-URMC': {
    citation: 'HHS Office for Civil Rights, settlement with the University of Rochester, 2019',
    url: 'https://compliance.ufl.edu/2019/11/05/failure-to-encrypt-mobile-devices-leads-to-3-million-hipaa-settlement/',
    seen: 'SECONDARY',
  },
  'S-LIFE': {
    citation: 'HHS Office for Civil Rights, settlement with Lifespan, 2020',
    url: 'https://revisionlegal.com/internet-law/stolen-unencrypted-laptop-leads-to-1-04-million-fine-by-ocr',
    seen: 'SECONDARY',
  },

  // People, devices and models
  'S-UCSD25': {
    citation: 'Ho et al., Understanding the Efficacy of Phishing Training in Practice, IEEE S&P 2025',
    url: 'https://cybernews.com/security/phishing-training-doesnt-reduce-phishing-failure-rates/',
    seen: 'SECONDARY',
  },
  'S-JAMAEM': {
    citation: 'E-mail warnings and access to records without need, JAMA Network Open 2022',
    url: 'https://jamanetwork.com/journals/jamanetworkopen/fullarticle/2791007',
    seen: 'PRIMARY',
  },
  'S-PROT': {
    citation: 'Protenus, review of insider wrongdoing 2016-2022',
    url: 'https://blog.protenus.com/insider-wrongdoing-in-the-healthcare-sector',
    seen: 'PRIMARY',
  },
  'S-PLOS23': {
    citation: 'Mai et al., PLOS ONE 2023;18(8):e0285333',
    url: 'https://doi.org/10.1371/journal.pone.0285333',
    seen: 'PRIMARY',
  },
  'S-RUN26': {
    citation: 'RunSafe, Medical Device Cybersecurity Index 2026',
    url: 'https://www.jackalgrp.com/blog/medical-device-cyberattacks-runsafe-2026',
    seen: 'SECONDARY',
  },
  'S-GART25': {
    citation: 'Gartner, survey of 302 security leaders, 2025',
    url: 'https://convergenciadigital.com.br/?p=45669',
    seen: 'SECONDARY',
  },
  'S-NATM25': {
    citation: 'Alber et al., Nature Medicine 2025;31:618-626',
    url: 'https://doi.org/10.1038/s41591-024-03445-1',
    seen: 'PRIMARY',
  },
  'S-JAMAPI': {
    citation: 'Prompt injection in medical advice of language models, JAMA Network Open 2025',
    url: 'https://novaknown.com/2025/07/22/prompt-injection-medicine-hit-94-4-success/',
    seen: 'SECONDARY',
  },
  'S-MTSINAI': {
    citation: 'Omar et al., adversarial hallucination attacks, Communications Medicine 2025',
    url: 'https://doi.org/10.1038/s43856-025-01021-3',
    seen: 'PRIMARY',
  },

  // What controls and tests achieve
  'S-MARSH23': {
    citation: 'Marsh McLennan, Using data to prioritize cybersecurity investments, 2023',
    url: 'https://www.radicalcompliance.com/2023/04/06/more-help-on-key-cyber-controls/',
    seen: 'SECONDARY',
  },
  'S-MSMFA': {
    citation: 'Meyer et al., How effective is multifactor authentication, arXiv:2305.00945, 2023',
    url: 'https://arxiv.org/abs/2305.00945',
    seen: 'PRIMARY',
  },
  'S-GOOG19': {
    citation: 'Google, New York University and UC San Diego, account hygiene study, 2019',
    url: 'https://security.googleblog.com/2019/05/new-research-how-effective-is-basic.html',
    seen: 'PRIMARY',
  },
  'S-AKAM': {
    citation: 'Akamai, State of Segmentation 2023 and 2025',
    url: 'https://intelligentfin.tech/2024/01/25/62-of-apj-organisations-view-network-segmentation-as-extremely-important-amid-rising-ransomware-attacks',
    seen: 'SECONDARY',
  },
  'S-PICUS': {
    citation: 'Picus Security, Blue Report 2023 and 2025',
    url: 'https://cyberhappenings.com/happenings/2025/08/25/critical-gaps-in-siem-detection-capabilities-revealed-by-picus-blue-report-2025',
    seen: 'SECONDARY',
  },
  'S-CYHY': {
    citation: 'CISA, Cyber Hygiene Services',
    url: 'https://ciberseguridad.ocs.pr.gov/cisa/en-us',
    seen: 'SECONDARY',
  },
  'S-CISACPG': {
    citation: 'CISA, CPG Adoption Report, healthcare, January 2025',
    url: 'https://healthsystemcio.com/2025/01/15/cisa-cyber-vulnerabilities-on-the-downswing-as-adoption-of-guidelines-gains-momentum-but-work-remains/',
    seen: 'SECONDARY',
  },
  'S-CISARVA': {
    citation: 'CISA, risk and vulnerability assessment of a healthcare organisation, December 2023',
    url: 'https://healthitsecurity.com/news/cisas-healthcare-risk-and-vulnerability-assessment-reveals-sector-wide-improvement-areas',
    seen: 'SECONDARY',
  },
  'S-CISA192': {
    citation: 'CISA, analysis of 192 healthcare entities, fiscal years 2019-2020',
    url: 'https://apgarandassoc.com/cisa-on-cyber-risks-mitigation-best-practices/',
    seen: 'SECONDARY',
  },
  'S-H1': {
    citation: 'HackerOne, Hacker-Powered Security Report, 7th edition',
    url: 'https://techcratic.com/index.php/2024/08/28/3-tips-for-managing-your-bug-bounty-budget-efficiently/hacker-news/hackernews',
    seen: 'SECONDARY',
  },
  'S-DMARC': {
    citation: 'Valimail, citing GreatHorn, on e-mail authentication',
    url: 'https://www.valimail.com/blog/how-to-save-8.1-million-every-year-implement-and-enforce-email-authentication/',
    seen: 'SECONDARY',
  },
  'S-REDHC': {
    citation: 'Cybersecurity Switzerland, Red teaming in healthcare',
    url: 'https://cybersecurityswitzerland.com/industries/red-teaming-healthcare/',
    seen: 'SECONDARY',
  },
};

/**
 * Sources as one cites them, in the order given, for the `source` of an estimate.
 *
 * @param ids ids of `SOURCES`
 * @throws {RangeError} for an id that is not among them
 * @example citationsOf(['S-RUN26', 'S-MTR26']) // 'RunSafe, Medical Device Cybersecurity Index 2026; Mandiant, M-Trends 2026'
 */
export const citationsOf = (ids: readonly string[]): string =>
  ids
    .map((id) => {
      if (!Object.hasOwn(SOURCES, id)) throw new RangeError(`no source of the catalogue has the id ${id}`);
      return SOURCES[id].citation;
    })
    .join('; ');

/**
 * A source with how it was read and where, for those who want to look it up.
 *
 * @throws {RangeError} for an id that is not among `SOURCES`
 * @example referenceOf('S-RUN26').startsWith('RunSafe, Medical Device Cybersecurity Index 2026') // true
 */
export function referenceOf(id: string): string {
  const citation = citationsOf([id]);
  const { url, seen } = SOURCES[id];
  return `${citation}${SEEN[seen]}: ${url}`;
}

const SEEN: Readonly<Record<Source['seen'], string>> = {
  PRIMARY: '',
  SECONDARY: ' (as others report it)',
  RECALLED: ' (from memory)',
};
