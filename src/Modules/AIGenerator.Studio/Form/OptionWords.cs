using AIGenerator.Kernel.Localization;

namespace AIGenerator.Studio.Form;

/// <summary>Vendors' words for qualities and styles: ours where they mean something to everybody, the rest as the vendor writes it.</summary>
internal static class OptionWords
{
    public static string Of(ILocalizer texts, string kind, string id) => $"studio.images.{kind}.{id.ToLowerInvariant()}" is var key && texts.Has(key) ? texts[key] : id;
}
