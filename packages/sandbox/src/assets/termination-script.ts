/** Tells the page around the frame that the flow is over. */
export const terminationScript: string = `const {content, dataset} = document.querySelector('meta[name=termination]');
parent.postMessage({type: 'powensWebviewTermination', data: JSON.parse(content)}, dataset.origin);
`;
