/** Reads answers aloud with the browser's own voices. */
export const speech = {
  get isSpeaking(): boolean { return speechSynthesis.speaking; },

  /** Reads a text, in pieces: some browsers give up in the middle of a long one. */
  speak(text: string, language: string): void {
    speechSynthesis.cancel();
    for (const piece of text.match(/[^.!?…\n]+[.!?…\n]*/g) ?? [text]) {
      const utterance = new SpeechSynthesisUtterance(piece);
      utterance.lang = language;
      speechSynthesis.speak(utterance);
    }
  },

  stop(): void {
    speechSynthesis.cancel();
  },
};
