import { Field, ID, ObjectType } from 'type-graphql';
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

  @Column({ type: 'timestamp with time zone', insert: false, update: false })
  createdAt!: Date;
}
