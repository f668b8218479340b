import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type AuditOutcome = 'SUCCEEDED' | 'DENIED';

/** Who did what, when, to what, and whether it was allowed. Rows are added and read, never changed: the application may do no more. */
@Entity('audit_entry')
export class AuditEntry {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** The order in which entries were written; given by the database. */
  @Column({ type: 'bigint', insert: false, update: false })
  number!: string;

  @Column('uuid')
  organizationId!: string;

  @Column({ type: 'timestamp with time zone', insert: false, update: false })
  at!: Date;

  /** The name of the key that was used, as it was then. */
  @Column('text')
  actor!: string;

  @Column('uuid')
  actorKeyId!: string;

  /** What was done, past tense: `asset.created`, `simulation.requested`. */
  @Column('text')
  action!: string;

  /** The id of what it was done to. */
  @Column('text', { nullable: true })
  target!: string | null;

  @Column('text')
  outcome!: AuditOutcome;

  @Column('jsonb', { nullable: true })
  details!: object | null;
}
