/** Tells the analyzer that `defineElement(tag, class)` registers an element, as `customElements.define` does. */
export function definitions() {
  return {
    name: 'definitions',
    analyzePhase({ts, node, moduleDoc}) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'defineElement') return;
      const [tag, constructor] = node.arguments;
      const name = constructor.getText();
      moduleDoc.exports.push({
        kind: 'custom-element-definition',
        name: tag.text,
        declaration: {name, module: `/src/components/${tag.text}-element.ts`},
      });
    },
  };
}
