using System.Text.Json;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Localization;
using AIGenerator.Ui;

namespace AIGenerator.Generation.Administration;

/// <summary>How a generation stands, in an administrator's words.</summary>
internal static class BoardWords
{
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static string Stage(ILocalizer texts, MediaStage stage, bool isReleased) =>
        texts[isReleased || stage != MediaStage.Waiting ? $"generation.admin.stage.{Word(stage)}" : "generation.admin.stage.own-line"];

    public static string Error(ILocalizer texts, string? code) =>
        code is not null && texts.Has($"errors.{code}") ? texts[$"errors.{code}"] : texts["generation.admin.unknown-error"];

    public static string Age(ILocalizer texts, TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => texts.Format("generation.admin.age.seconds", ("count", Math.Max(0, (int)age.TotalSeconds))),
        { TotalHours: < 1 } => texts.Format("generation.admin.age.minutes", ("count", (int)age.TotalMinutes)),
        { TotalDays: < 1 } => texts.Format("generation.admin.age.hours", ("count", (int)age.TotalHours)),
        _ => texts.Format("generation.admin.age.days", ("count", (int)age.TotalDays)),
    };

    public static string Stand(ILocalizer texts, BoardRow row) => row switch
    {
        { IsOpen: true, IsStopAsked: true } => texts["generation.admin.stopping"],
        { IsOpen: true, Stage: MediaStage.UnderWay, Progress: { } progress } => texts.Format("generation.admin.progress", ("percent", (int)(progress * 100))),
        { IsOpen: true, Position: > 0 and var before } => texts.Format("generation.admin.position", ("count", before)),
        { IsOpen: true } => Stage(texts, row.Stage, row.IsReleased),
        _ => texts[$"generation.admin.state.{Word(row.State)}"],
    };

    public static Tone ToneOf(BoardRow row) => row.State switch
    {
        GenerationState.Queued or GenerationState.Canceled => Tone.Neutral,
        GenerationState.Running => Tone.Info,
        GenerationState.Succeeded => Tone.Success,
        GenerationState.Failed => Tone.Danger,
    };
}
