using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace AIGenerator.Ui.Components;

/// <summary>
/// A drawing of <see cref="Icons"/>. Written by hand because a page has dozens: a plain icon is one ready piece of markup, needs no services
/// and takes its parameters without reflection.
/// </summary>
public sealed class Icon : IComponent
{
    private static readonly ConcurrentDictionary<(string Name, int Size), string> Plain = new();

    private RenderHandle _place;

    /// <summary>Which one.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Width and height in CSS pixels.</summary>
    [Parameter]
    public int Size { get; set; } = 20;

    /// <summary>What it says where no text beside it does; null hides it from people who listen.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>Everything that is not a parameter.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <inheritdoc/>
    public void Attach(RenderHandle renderHandle) => _place = renderHandle;

    /// <inheritdoc/>
    public Task SetParametersAsync(ParameterView parameters)
    {
        Dictionary<string, object>? others = null;
        foreach (var parameter in parameters)
        {
            switch (parameter.Name)
            {
                case nameof(Name):
                    Name = (string)parameter.Value;
                    break;
                case nameof(Size):
                    Size = (int)parameter.Value;
                    break;
                case nameof(Label):
                    Label = (string?)parameter.Value;
                    break;
                default:
                    (others ??= new(StringComparer.OrdinalIgnoreCase))[parameter.Name] = parameter.Value;
                    break;
            }
        }

        Attributes = others;
        _place.Render(Label is null && others is null ? DrawPlain : DrawSpecial);
        return Task.CompletedTask;
    }

    private void DrawPlain(RenderTreeBuilder builder) => builder.AddMarkupContent(0, Plain.GetOrAdd((Name, Size), static icon =>
        $"<svg class=\"icon\" {Frame(icon.Size)} aria-hidden=\"true\">{Icons.Shape(icon.Name)}</svg>"));

    private void DrawSpecial(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "svg");
        builder.AddMultipleAttributes(1, Attributes);
        builder.AddAttribute(2, "class", Attributes?.GetValueOrDefault("class") is string caller ? $"icon {caller}" : "icon");
        foreach (var (name, value) in Lines(Size))
        {
            builder.AddAttribute(3, name, value);
        }

        builder.AddAttribute(4, "aria-hidden", Label is null ? "true" : null);
        builder.AddAttribute(5, "role", Label is null ? null : "img");
        builder.AddAttribute(6, "aria-label", Label);
        builder.AddMarkupContent(7, Icons.Shape(Name));
        builder.CloseElement();
    }

    private static string Frame(int size) => string.Join(' ', Lines(size).Select(line => $"{line.Name}=\"{line.Value}\""));

    private static (string Name, string Value)[] Lines(int size)
    {
        var side = size.ToString(CultureInfo.InvariantCulture);
        return
        [
            ("width", side), ("height", side), ("viewBox", "0 0 20 20"),
            ("stroke-width", size < 18 ? "1.9" : "1.6"),
        ];
    }
}
