namespace AIGenerator.Providers.BuiltIn.Pictures;

/// <summary>What words and a seed make of a picture.</summary>
/// <param name="Style">One of the palettes' names.</param>
/// <param name="Palette">Its colours.</param>
/// <param name="Seed">Decides every shape.</param>
internal sealed record Scene(string Style, Palette Palette, ulong Seed)
{
    // Beginnings of words, so that every case of a noun counts. The model is a draughtsman by rules; these are the few words it knows.
    private static readonly (string Style, string[] Words)[] Known =
    [
        ("neon", ["neon", "cyber", "synth", "retro", "city", "futur", "robot", "неон", "кібер", "міст", "робот", "майбут"]),
        ("ocean", ["sea", "ocean", "beach", "wave", "water", "lake", "island", "ship", "мор", "океан", "пляж", "хвил", "вод", "озер", "острів", "остров", "корабл"]),
        ("forest", ["forest", "tree", "wood", "green", "jungle", "garden", "spring", "fog", "ліс", "дерев", "зелен", "сад", "весн", "туман"]),
        ("paper", ["paper", "flat", "minimal", "poster", "logo", "icon", "illustrat", "child", "папер", "мінімал", "плакат", "логотип", "ілюстр", "дит"]),
        ("dusk", ["night", "sunset", "dawn", "moon", "star", "mountain", "desert", "space", "ніч", "захід", "світан", "місяц", "зор", "зір", "гор", "пустел", "космос"]),
    ];

    public static Scene Of(string prompt, string? style, ulong seed)
    {
        var dice = new Dice(seed ^ Dice.OfWords(prompt));
        var name = style is not null && Palette.ByStyle.ContainsKey(style) ? style : StyleOf(prompt) ?? Known[dice.Below(Known.Length)].Style;
        var palettes = Palette.ByStyle[name];
        return new Scene(name, palettes[dice.Below(palettes.Count)], dice.Next());
    }

    private static string? StyleOf(string prompt)
    {
        var words = prompt.ToLowerInvariant().Split(' ', ',', '.', ';', ':', '-', '\n', '"', '!', '?', '(', ')');
        return Known.Where(known => words.Any(word => known.Words.Any(start => word.StartsWith(start, StringComparison.Ordinal))))
            .Select(known => known.Style).FirstOrDefault();
    }
}
