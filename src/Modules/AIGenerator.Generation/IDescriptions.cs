using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;

namespace AIGenerator.Generation;

/// <summary>Says in words what a picture shows, so that one like it can be ordered.</summary>
public interface IDescriptions
{
    /// <summary>
    /// Describes a picture and waits for the end; who comes again with the same id waits for the first. A model's words are a generation of their own,
    /// held, charged and stopped like every text; our own words are free and kept nowhere. Refusals: <c>assets.unknown</c>, <c>images.source-kind</c>,
    /// <c>images.cannot-see</c>, <c>generations.stopped</c>, those of <see cref="ITextGenerations.AcceptAsync"/>, and why the model failed.
    /// </summary>
    Task<Result<Description>> DescribeAsync(DescriptionCommand command, CancellationToken ct);

    /// <summary>What that would cost, and who would be asked. Refusals: <c>assets.unknown</c>, <c>images.cannot-see</c>.</summary>
    Task<Result<DescriptionPrice>> PriceAsync(DescriptionCommand command, CancellationToken ct);
}

/// <summary>What is to be described, and by whom.</summary>
/// <param name="Id">Made by the caller: the same id is described once.</param>
/// <param name="Workspace">Whose picture; pays.</param>
/// <param name="Source">The asset.</param>
/// <param name="Describer">Who looks.</param>
/// <param name="Model">With <see cref="Describer.Model"/>: which.</param>
/// <param name="Language">Two letters.</param>
public sealed record DescriptionCommand(Guid Id, WorkspaceId Workspace, Guid Source, Describer Describer, TextModel? Model, string Language);

/// <summary>Who looks at a picture.</summary>
public enum Describer
{
    /// <summary>The prompt it was made from, where we know it; else the cheapest model here that sees; else we ourselves.</summary>
    Best,

    /// <summary>Nobody but us: the prompt it was made from, or what its pixels tell. Free.</summary>
    Own,

    /// <summary>One model, whatever else is known.</summary>
    Model,
}

/// <summary>A picture in words.</summary>
/// <param name="Id">The caller's.</param>
/// <param name="Text">The words; null while a model is still at it after our patience (ask again with the same id).</param>
/// <param name="Model">Who wrote them: a catalogue id, or <see cref="Own"/>.</param>
/// <param name="Cost">Charged.</param>
/// <param name="Basis">What they rest on.</param>
public sealed record Description(Guid Id, string? Text, string Model, Credits Cost, DescriptionBasis Basis)
{
    /// <summary>Stands for us where a model's id is asked for.</summary>
    public const string Own = "own";
}

/// <summary>What a description rests on.</summary>
public enum DescriptionBasis
{
    /// <summary>A model looked at it.</summary>
    Model,

    /// <summary>The prompt it was made from, word by word.</summary>
    Prompt,

    /// <summary>Its colours and light alone: what it shows, nobody has looked at.</summary>
    Pixels,
}

/// <summary>The price before the click.</summary>
/// <param name="Model">Who would be asked.</param>
/// <param name="Expected">For words of usual length.</param>
/// <param name="AtMost">What would be held.</param>
public sealed record DescriptionPrice(string Model, Credits Expected, Credits AtMost);
