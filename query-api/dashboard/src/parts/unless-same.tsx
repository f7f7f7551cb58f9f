import { Component, type FunctionComponent } from "preact";

/** A component that is drawn again only when one of its properties is another one: most answers concern one part of a page. */
export function unlessSame<P extends object>(Part: FunctionComponent<P>): new () => Component<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return differ(this.props, next);
    }

    override render() {
      return <Part {...(this.props as P)} />;
    }
  };
}

/** Whether two sets of properties differ in any, by identity. */
export function differ(some: object, others: object): boolean {
  const entries = Object.entries(some);
  return entries.length !== Object.keys(others).length || entries.some(([name, value]) => !(name in others) || !Object.is(value, (others as Record<string, unknown>)[name]));
}
