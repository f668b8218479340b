import { Field, Int, ObjectType } from 'type-graphql';
import { Column, PrimaryColumn } from 'typeorm';
import { DateTime } from './date-time.type.ts';

/** What each row of a model has beside what its owner states of it. */
@ObjectType({ simpleResolvers: true })
export abstract class ModelRow {
  @PrimaryColumn('text')
  id!: string;

  @Column('uuid')
  organizationId!: string;

  /** Counts the rows of its kind in its organisation, in order of their making; never given twice. It keys what a run draws for it. */
  @Column('integer')
  number!: number;

  @Field(() => Int, {
    description: 'Counts its changes; an update or a deletion states the one that it has seen.',
  })
  @Column('integer')
  version!: number;

  @Column('timestamp with time zone')
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was made or last changed.' })
  @Column('timestamp with time zone')
  updatedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Your own id for it, unique among those of its kind.' })
  @Column('text', { nullable: true })
  externalId!: string | null;

  @Field(() => String, { description: 'Unique among those of its kind.' })
  @Column('text')
  name!: string;
}
