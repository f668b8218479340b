/**
 * How controls work: effects that share a mechanism on one factor overlap, and only the strongest of them counts; effects of different
 * mechanisms are layers. So two products that do the same thing must name the same mechanism, and a new one is added only for a new way.
 */
export const MECHANISMS = [
  // people and rules
  'awareness', // staff recognise and refuse what they were taught about
  'accountability', // rules with consequences
  'governance', // somebody decides, keeps an inventory and follows up
  'documented diligence', // evidence that lowers fines and judgments
  'contract', // duties and indemnities of suppliers
  'supplier scrutiny', // suppliers chosen and watched by their risk
  'known components', // what is inside software, devices and models is on a list
  'early warning', // others' experience arrives before the attack
  'second channel', // a request is confirmed by another way than it came
  // entry
  'mail filtering',
  'proof of sender',
  'removed look-alikes', // forged domains and brands taken down
  'strong authentication',
  'brokered sessions', // remote access through a broker that sees and ends it
  'access that ends with the job',
  'physical barrier',
  'traffic cleaning',
  'web filtering', // hostile requests stopped before the application
  // inside
  'privilege control',
  'need to know', // access to no more than the task needs
  'hardened configuration',
  'patching',
  'scanning', // weaknesses looked for without pause
  'exposure search', // what faces the internet looked for from outside
  'zones', // a network in parts
  'stopped on the computer',
  'secure development',
  'removed trackers',
  'allowed AI service', // staff have a safe tool, so they need no unsafe one
  // data
  'unreadable data', // encrypted at rest or erased
  'protected transport',
  'data leaving noticed', // data loss prevention
  'same-day warning', // who looks without need hears of it the same day
  // noticing and answering
  'alert acted upon', // intruders seen by rules or models and thrown out before they succeed
  'early containment', // intruders seen soon after they succeed
  'found before all is copied',
  'lures', // decoys that only an intruder touches
  'rehearsed response',
  'automated response',
  'law enforcement',
  'restored from clean copies',
  'copies out of reach',
  'second site',
  'manual fallback', // care goes on without systems
  'staged changes',
  'health checks', // controls that report when they stop working
  // AI
  'checked inputs',
  'checked outputs',
  'limited agent powers', // an assistant can do little, and a human approves
  'signed training data',
  'hardened model',
  'private training', // noise, limits and coarse answers
  'model monitoring',
  // direct effects of testing, beyond the failures that it finds
  'rehearsed attack', // defenders learn from being attacked by friends
] as const;
export type Mechanism = (typeof MECHANISMS)[number];
