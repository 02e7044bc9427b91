import { DomainError } from '#shared/kernel/domain-error.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/kernel/json.ts';
import { MAX_LISTED, MAX_TEXT } from '#shared/scim/custom/limits.ts';
import { memberOf } from '#shared/scim/schemas-attribute.ts';

/** @param place Where in the document, such as `attributes[3].type`. */
export function refuseDeclared(place: string, problem: string): never {
  throw new DomainError('invalidValue', `${place}: ${problem}.`);
}

/**
 * An object of an uploaded document, read member by member; names are found in any case. Every error is
 * `invalidValue` and names the exact place.
 */
export class DeclaredObject {
  readonly #object: JsonObject;
  readonly #place: string;

  /**
   * @param place Empty for the document itself.
   * @param known Members that it may have. A misspelt one would else pass for one left out.
   */
  constructor(value: JsonValue, place: string, known: readonly string[]) {
    this.#object = isJsonObject(value)
      ? value
      : refuseDeclared(place || 'body', 'must be a JSON object');
    this.#place = place;
    const names = new Set(known.map((name) => name.toLowerCase()));
    const unknown = Object.keys(this.#object).find((name) => !names.has(name.toLowerCase()));
    if (unknown === undefined) return;
    refuseDeclared(this.placeOf(unknown.slice(0, 100)), `is not one of ${known.join(', ')}`);
  }

  placeOf(name: string): string {
    return this.#place === '' ? name : `${this.#place}.${name}`;
  }

  refuse(name: string, problem: string): never {
    return refuseDeclared(this.placeOf(name), problem);
  }

  /** Undefined when it is absent or null. */
  member(name: string): JsonValue | undefined {
    return memberOf(this.#object, name) ?? undefined;
  }

  text(name: string, longest = MAX_TEXT): string | undefined {
    const value = this.member(name);
    if (value === undefined) return undefined;
    return this.#textIn(value, name, longest);
  }

  requiredText(name: string, longest = MAX_TEXT): string {
    return this.text(name, longest) ?? this.refuse(name, 'is missing');
  }

  flag(name: string): boolean | undefined {
    const value = this.member(name);
    if (value === undefined || typeof value === 'boolean') return value;
    return this.refuse(name, 'must be true or false');
  }

  keyword<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.member(name);
    if (value === undefined) return undefined;
    const word = words.find((each) => each === value);
    return word ?? this.refuse(name, `must be one of ${words.join(', ')}`);
  }

  list(name: string, most: number): readonly JsonValue[] | undefined {
    const value = this.member(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return this.refuse(name, 'must be an array');
    if (value.length > most) return this.refuse(name, `must not have more than ${most} entries`);
    return value;
  }

  texts(name: string): readonly string[] | undefined {
    const values = this.list(name, MAX_LISTED);
    return values?.map((value, index) => this.#textIn(value, `${name}[${index}]`, MAX_TEXT));
  }

  #textIn(value: JsonValue, name: string, longest: number): string {
    if (typeof value !== 'string') return this.refuse(name, 'must be a string');
    if (value.length > longest) return this.refuse(name, `must not exceed ${longest} characters`);
    const storable = value.isWellFormed() && !value.includes('\0');
    return storable ? value : this.refuse(name, 'must be well-formed Unicode without NUL');
  }
}
