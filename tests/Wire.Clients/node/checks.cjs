"use strict";

const DEADLINE_MS = 120_000;

// Runs named checks one after the other and remembers how they went.
class Checks {
  #passed = 0;
  #failed = 0;

  async check(name, run) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${DEADLINE_MS} ms`)), DEADLINE_MS);
    });
    try {
      await Promise.race([run(), late]);
      this.#passed++;
      console.log(`ok    ${name}`);
    } catch (error) {
      this.#failed++;
      console.log(`FAIL  ${name}: ${error.stack}`);
    } finally {
      clearTimeout(timer);
    }
  }

  report() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 && this.#passed > 0;
  }
}

module.exports = { Checks, DEADLINE_MS };
