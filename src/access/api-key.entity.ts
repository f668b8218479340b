import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from './viewer.ts';

/** A right to use the API. The key itself is shown once and not kept: only its keyed hash is. */
@Entity('api_key')
export class ApiKey {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column('uuid')
  organizationId!: string;

  @Column('text')
  name!: string;

  /** The first characters of the key, by which its holder knows it again. */
  @Column('text')
  prefix!: string;

  /** HMAC-SHA-256 of the key under the server's secret. */
  @Column('bytea')
  hash!: Buffer;

  @Column('text')
  role!: Role;

  @Column({ type: 'timestamp with time zone', insert: false, update: false })
  createdAt!: Date;

  @Column('timestamp with time zone', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamp with time zone', { nullable: true })
  revokedAt!: Date | null;
}
