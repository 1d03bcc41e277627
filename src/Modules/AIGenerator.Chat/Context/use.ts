/** How much of the model's memory the chat takes, as the server counts it. */
export interface ContextUse {
  readonly model: string; readonly usedTokens: number; readonly roomTokens: number; readonly limitTokens: number; readonly isCut: boolean; readonly beginsAt: string | null;
  readonly untoldMessages: number; readonly summaryId: string | null; readonly spentCredits: number;
}

/** Whole percents; something is never nothing, and full is only full. */
export function percentOf(use: ContextUse): number {
  const share = (use.usedTokens / Math.max(1, use.roomTokens)) * 100;
  return use.isCut ? 100 : Math.min(99, Math.max(use.usedTokens > 0 ? 1 : 0, Math.round(share)));
}
