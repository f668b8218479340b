import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A tenant: a hospital or a system of hospitals. Nothing of one is ever seen by another. */
@Entity('organization')
@ObjectType({ description: 'Your organisation: a hospital or a system of hospitals.' })
export class Organization {
  @Field(() => ID)
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Field(() => String)
  @Column('text')
  name!: string;

  @Field(() => Float, { nullable: true, description: 'US dollars of revenue a year.' })
  @Column('double precision', { nullable: true })
  annualRevenue!: number | null;

  @Field(() => Int, { nullable: true, description: 'People who work there, however employed.' })
  @Column('integer', { nullable: true })
  workforce!: number | null;

  @Column({ type: 'timestamp with time zone', insert: false, update: false })
  createdAt!: Date;
}
