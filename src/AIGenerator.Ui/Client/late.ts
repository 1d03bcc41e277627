/** Something whose code comes with its first use. Where it does not come, the shell says so, and the next use asks again. */
export class Late<T> {
  #coming: Promise<T> | undefined;

  constructor(private readonly load: () => Promise<T>) {}

  get(): Promise<T> {
    return this.#coming ??= this.load().catch((error: unknown) => { this.#coming = undefined; throw error; });
  }

  /** Does something with it; what then goes wrong is told by the page. */
  use(act: (it: T) => void | Promise<void>, fail: (error: unknown) => void): true {
    void this.get().then(async it => {
      try {
        await act(it);
      } catch (error) {
        fail(error);
      }
    });
    return true;
  }
}
