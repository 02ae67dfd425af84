// a worker has nothing that elements could be registered with
export {};
