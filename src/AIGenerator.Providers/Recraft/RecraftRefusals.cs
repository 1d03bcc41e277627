using System.Text;
using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Recraft;

/// <summary>This vendor's refusals: a plain sentence, or <c>{"code":"…","message":"…"}</c>. Few are documented, so words are looked for in both.</summary>
internal sealed class RecraftRefusals : IVendorRefusals
{
    public VendorRefusal RefusalOf(int status, byte[] body, TimeSpan? retryAfter)
    {
        var (code, message) = Read(body);
        var fault = new VendorFault(status, code is null ? [] : [code.ToLowerInvariant()], $"{code} {message}".ToLowerInvariant().Replace('_', ' '), HasModerationDetails: false, retryAfter);
        return new(Map(fault), fault.Word);
    }

    private static ProviderException Map(VendorFault fault)
    {
        if (fault.Status is 400 or 403 && fault.Mentions("not enough", "not have enough", "insufficient") && fault.Mentions("credit", "unit", "balance", "fund"))
        {
            return ProviderErrors.NoFunds();
        }

        return fault.Status is >= 400 and < 500 && fault.Mentions("moderation", "nsfw", "safety", "prohibited content", "content policy")
            ? ProviderErrors.Moderated()
            : FaultMap.Map(fault);
    }

    private static (string? Code, string Message) Read(byte[] body)
    {
        if (body.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'{', ..])
        {
            try
            {
                using var json = JsonDocument.Parse(body);
                return (json.RootElement.Text("code"), json.RootElement.Text("message") ?? "");
            }
            catch (JsonException)
            {
                // Not JSON after all.
            }
        }

        return (null, Encoding.UTF8.GetString(body));
    }
}
