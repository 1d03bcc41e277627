using System.Collections.Frozen;
using Markdig.Syntax;

namespace AIGenerator.Chat.Markdown;

/// <summary>What the line that opens a code block says: the language, and at times a file name.</summary>
internal static class CodeLanguage
{
    private const int Longest = 30;

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = "Bash", ["bat"] = "Batch", ["c"] = "C", ["c#"] = "C#", ["c++"] = "C++", ["cpp"] = "C++", ["cs"] = "C#", ["csharp"] = "C#",
        ["cshtml"] = "Razor", ["css"] = "CSS", ["csv"] = "CSV", ["dart"] = "Dart", ["diff"] = "Diff", ["dockerfile"] = "Dockerfile",
        ["fsharp"] = "F#", ["f#"] = "F#", ["go"] = "Go", ["golang"] = "Go", ["graphql"] = "GraphQL", ["haskell"] = "Haskell", ["html"] = "HTML",
        ["ini"] = "INI", ["java"] = "Java", ["javascript"] = "JavaScript", ["js"] = "JavaScript", ["json"] = "JSON", ["jsonc"] = "JSON",
        ["jsx"] = "JSX", ["julia"] = "Julia", ["kotlin"] = "Kotlin", ["kt"] = "Kotlin", ["latex"] = "LaTeX", ["lua"] = "Lua", ["makefile"] = "Makefile",
        ["markdown"] = "Markdown", ["md"] = "Markdown", ["mermaid"] = "Mermaid", ["nginx"] = "nginx", ["php"] = "PHP", ["powershell"] = "PowerShell",
        ["ps1"] = "PowerShell", ["py"] = "Python", ["python"] = "Python", ["r"] = "R", ["razor"] = "Razor", ["rb"] = "Ruby", ["rs"] = "Rust",
        ["ruby"] = "Ruby", ["rust"] = "Rust", ["scala"] = "Scala", ["scss"] = "SCSS", ["sh"] = "Shell", ["shell"] = "Shell", ["sql"] = "SQL",
        ["svelte"] = "Svelte", ["svg"] = "SVG", ["swift"] = "Swift", ["tex"] = "TeX", ["toml"] = "TOML", ["ts"] = "TypeScript", ["tsx"] = "TSX",
        ["typescript"] = "TypeScript", ["vue"] = "Vue", ["xml"] = "XML", ["yaml"] = "YAML", ["yml"] = "YAML", ["zig"] = "Zig", ["zsh"] = "Shell",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>How people write the name of a language.</summary>
    public static string NameOf(string language) => Names.GetValueOrDefault(language, language is "text" or "plaintext" or "txt" ? "" : language);

    /// <summary>
    /// Language and file name, each empty where there is none. Models write <c>```ts</c>, <c>```ts src/app.ts</c>, <c>```ts:src/app.ts</c> and
    /// <c>```ts title="app.ts"</c>.
    /// </summary>
    public static (string Language, string File) Read(FencedCodeBlock? code)
    {
        var line = $"{code?.Info} {code?.Arguments}".Trim();
        if (line.Length is 0 or > 300)
        {
            return ("", "");
        }

        var words = line.Split([' ', ':', '=', '"', '\'', '{', '}'], StringSplitOptions.RemoveEmptyEntries);
        var language = words.Length > 0 && IsLanguage(words[0]) ? words[0].ToLowerInvariant() : "";
        var file = words.Select(word => word[(word.LastIndexOf('/') + 1)..]).FirstOrDefault(IsFile) ?? "";
        return file == words.FirstOrDefault() ? (language[(language.LastIndexOf('.') + 1)..], file) : (language, file);
    }

    private static bool IsLanguage(string word) =>
        word.Length <= Longest && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '-' or '.' or '_');

    private static bool IsFile(string word)
    {
        var dot = word.LastIndexOf('.');
        return word.Length <= 60 && dot > 0 && dot < word.Length - 1 && char.IsAsciiLetter(word[dot + 1]) && char.IsAsciiLetterOrDigit(word[0])
            && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
    }
}
