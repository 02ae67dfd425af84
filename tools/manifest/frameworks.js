/** The module that makes the elements known to each framework's markup, by the framework's own conventions. */
export const FRAMEWORKS = {
  // React 19 sets a property if there is one, otherwise an attribute. An event has the exact name that follows `on`
  react: `import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {Elements} from './elements.js';

type Known<T extends keyof Elements> = Elements[T]['properties'] &
  Omit<Elements[T]['attributes'], keyof Elements[T]['properties']> &
  Elements[T]['listeners'];

type ReactElements = {
  [T in keyof Elements]: Omit<
    DetailedHTMLProps<HTMLAttributes<Elements[T]['element']>, Elements[T]['element']>,
    keyof Known<T>
  > &
    Known<T>;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ReactElements {}
  }
}
`,

  preact: `import type {JSX} from 'preact';
import type {Elements} from './elements.js';

type Known<T extends keyof Elements> = Elements[T]['properties'] &
  Omit<Elements[T]['attributes'], keyof Elements[T]['properties']> &
  Elements[T]['listeners'];

type PreactElements = {
  [T in keyof Elements]: Omit<JSX.HTMLAttributes<Elements[T]['element']>, keyof Known<T>> & Known<T>;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends PreactElements {}
  }
}
`,

  // Solid takes a plain name for a property, whatever its spelling, and \`attr:\`, \`prop:\` and \`on:\` for what they say
  solid: `import type {JSX} from 'solid-js';
import type {Elements} from './elements.js';

type Listeners<E> = {[N in keyof E & string as \`on:\${N}\`]?: ((event: E[N]) => void) | undefined};
type Prefixed<P extends string, E> = {[N in keyof E & string as \`\${P}:\${N}\`]?: E[N]};

type Camel<N extends string> = N extends \`\${infer A}-\${infer B}\` ? \`\${A}\${Capitalize<Camel<B>>}\` : N;
type Given<A, P> = {[N in keyof A & string]?: A[N] | (Camel<N> extends keyof P ? P[Camel<N>] : never)};

type Known<T extends keyof Elements> = Elements[T]['properties'] &
  Omit<Given<Elements[T]['attributes'], Elements[T]['properties']>, keyof Elements[T]['properties']> &
  Prefixed<'prop', Elements[T]['properties']> &
  Prefixed<'attr', Elements[T]['attributes']> &
  Listeners<Elements[T]['events']>;

type SolidElements = {
  [T in keyof Elements]: Omit<JSX.HTMLAttributes<Elements[T]['element']>, keyof Known<T>> & Known<T>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends SolidElements {}
  }
}
`,

  // Vue's templates know one spelling for \`client-id\` and \`:clientId\`, so a property also takes its attribute's text
  vue: `import type {DefineComponent, HTMLAttributes} from 'vue';
import type {Elements} from './elements.js';

type Camel<N extends string> = N extends \`\${infer A}-\${infer B}\` ? \`\${A}\${Capitalize<Camel<B>>}\` : N;
type Written<A> = {[N in keyof A & string as Camel<N>]: A[N]};
type Given<P, A> = {[N in keyof P]?: P[N] | (N extends keyof Written<A> ? Written<A>[N] : never)};
type Listeners<E> = {
  [N in keyof E & string as \`on\${Capitalize<Camel<N>>}\`]?: ((event: E[N]) => void) | undefined;
};

type VueElements = {
  [T in keyof Elements]: DefineComponent<
    Omit<HTMLAttributes, keyof Elements[T]['properties']> &
      Given<Elements[T]['properties'], Elements[T]['attributes']> &
      Listeners<Elements[T]['events']>
  >;
};

declare module 'vue' {
  interface GlobalComponents extends VueElements {}
}
`,

  svelte: `import type {HTMLAttributes} from 'svelte/elements';
import type {Elements} from './elements.js';

type Known<T extends keyof Elements> = Elements[T]['properties'] &
  Omit<Elements[T]['attributes'], keyof Elements[T]['properties']> &
  Elements[T]['listeners'];

type SvelteElements = {
  [T in keyof Elements]: Omit<HTMLAttributes<Elements[T]['element']>, keyof Known<T>> & Known<T>;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends SvelteElements {}
}
`,
};
