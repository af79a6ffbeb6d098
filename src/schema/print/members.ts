import type { DescriptorProto, FieldDescriptorProto } from '@bufbuild/protobuf/wkt';
import { FieldDescriptorProto_Type as Type } from '@bufbuild/protobuf/wkt';
import { within } from '../symbols.ts';
import { fieldText, type Tied } from './field.ts';
import type { Lines } from './lines.ts';
import type { PrintScope } from './scope.ts';

/** What stands in a message or a file besides enums and services. */
export interface Declared {
  readonly field: readonly FieldDescriptorProto[];
  readonly messages: readonly DescriptorProto[];
  readonly extension: readonly FieldDescriptorProto[];
}

/** Writes messages, whole or what stands between the braces. */
export interface MessageWriter {
  whole(message: DescriptorProto): void;
  body(message: DescriptorProto): void;
}

/**
 * Writes fields, the messages declared between them, and extensions. Entries of maps and groups are messages too, and are
 * written with their field; so the others go out where they keep the order of all.
 */
export class Members {
  readonly #lines: Lines;
  readonly #declared: Declared;
  readonly #from: string;
  readonly #scope: PrintScope;
  readonly #write: MessageWriter;
  readonly #messages: ReadonlyMap<string, DescriptorProto>;
  readonly #groups: ReadonlySet<string>;
  /** Messages and extensions before these places are written. */
  #nextMessage = 0;
  #nextExtension = 0;

  /** `from` is the full name of what they stand in. */
  constructor(lines: Lines, declared: Declared, from: string, scope: PrintScope, write: MessageWriter) {
    this.#lines = lines;
    this.#declared = declared;
    this.#from = from;
    this.#scope = scope;
    this.#write = write;
    this.#messages = new Map(declared.messages.map((message) => [`.${within(from, message.name)}`, message]));
    const grouped = [...declared.field, ...declared.extension].filter(({ type }) => type === Type.GROUP);
    this.#groups = new Set(grouped.map(({ typeName }) => typeName));
  }

  /** Writes a field, after the messages that were declared before its own. */
  addField(field: FieldDescriptorProto): void {
    this.addBefore(field);
    const tied = this.#tiedTo(field);
    const text = fieldText(field, tied, this.#from, this.#scope);
    if (tied?.kind === 'group') this.#lines.block(text, () => this.#write.body(tied.message));
    else this.#lines.add(`${text};`);
  }

  /** Writes the messages that were declared before the one a field makes. */
  addBefore(field: FieldDescriptorProto): void {
    const tied = this.#tiedTo(field);
    if (tied !== undefined) this.#addMessages(this.#declared.messages.indexOf(tied.message));
  }

  /** Writes every message and extension that is left. */
  addRest(): void {
    this.#addMessages(this.#declared.messages.length);
    this.#addExtensions(this.#declared.extension.length);
  }

  #addMessages(end: number): void {
    const { messages, extension } = this.#declared;
    while (this.#nextMessage < end) {
      const message = messages[this.#nextMessage] as DescriptorProto;
      this.#nextMessage += 1;
      const maker = extension.findIndex((field) => this.#tiedTo(field)?.message === message);
      if (maker !== -1) this.#addExtensions(maker + 1);
      else if (!this.#isTied(message)) {
        this.#lines.gap();
        this.#write.whole(message);
        this.#lines.gap();
      }
    }
  }

  /** Neighbours that extend one message share a block; one that makes a message begins its own. */
  #addExtensions(end: number): void {
    const { extension } = this.#declared;
    while (this.#nextExtension < end) {
      const first = extension[this.#nextExtension] as FieldDescriptorProto;
      let stop = this.#nextExtension + 1;
      while (stop < end && extension[stop]?.extendee === first.extendee && extension[stop]?.type !== Type.GROUP)
        stop += 1;
      const block = extension.slice(this.#nextExtension, stop);
      this.#nextExtension = stop;
      this.addBefore(first);
      this.#lines.gap();
      this.#lines.block(`extend ${this.#scope.typeName(first.extendee, this.#from)}`, () => {
        for (const field of block) this.addField(field);
      });
      this.#lines.gap();
    }
  }

  /** Whether a message is written with a field. */
  #isTied(message: DescriptorProto): boolean {
    return message.options?.mapEntry === true || this.#groups.has(`.${within(this.#from, message.name)}`);
  }

  /** What a field makes beside itself. Another field may have the type of a group, and then only names it. */
  #tiedTo({ type, typeName }: FieldDescriptorProto): Tied | undefined {
    const message = this.#messages.get(typeName);
    if (message === undefined) return undefined;
    if (type === Type.GROUP) return { kind: 'group', message };
    return type === Type.MESSAGE && message.options?.mapEntry === true ? { kind: 'map', message } : undefined;
  }
}
