using System.ComponentModel.DataAnnotations;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers;

/// <summary>What every vendor's section has. Without a key (for the owner's own server: without an address) the vendor is absent.</summary>
internal abstract class VendorOptions
{
    /// <summary>Secret; from the environment or a secret store, never from a committed file. No spaces, printable ASCII.</summary>
    [RegularExpression("^[\\x21-\\x7E]*$", ErrorMessage = "{0} holds a space or a letter that a key cannot hold.")]
    public string ApiKey { get; set; } = "";

    /// <summary>Where the API begins, version included, e.g. <c>https://api.openai.com/v1</c>.</summary>
    public abstract string BaseUrl { get; set; }

    /// <summary>Longest wait for a connection. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait for the first text or reasoning. Default 3 minutes: some models think that long in silence.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:20:00")]
    public TimeSpan FirstOutputTimeout { get; set; } = TextTimeouts.Default.FirstOutput;

    /// <summary>Longest silence in mid-answer. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:20:00")]
    public TimeSpan SilenceTimeout { get; set; } = TextTimeouts.Default.Silence;

    /// <summary>Longest wait for a whole answer that holds pictures. Default 3 minutes: the slowest models take two.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:20:00")]
    public TimeSpan MediaTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Orders of pictures with the vendor at a time, for one key; the others wait here. Unset there is no limit but the vendor's, except where its sheet names one.</summary>
    [Range(1, 10_000)]
    public int? MaxAtOnce { get; set; }

    /// <summary>Tells keys apart without giving them away; null without one.</summary>
    public string? KeyPrint => ApiKey.Length > 0 ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ApiKey)).AsSpan(0, 4)) : null;

    /// <summary>Whether it can be called: a key is set.</summary>
    public virtual bool IsConfigured => ApiKey.Length > 0;

    /// <summary>The two waits as the router takes them.</summary>
    public TextTimeouts Timeouts => new(FirstOutputTimeout, SilenceTimeout);

    /// <summary>The address of an endpoint.</summary>
    public Uri AddressOf(string path) => new($"{BaseUrl.TrimEnd('/')}/{path}");

    /// <summary>Adds the key and the vendor's own headers.</summary>
    public virtual void Authorize(HttpRequestMessage request)
    {
        if (ApiKey.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        }
    }
}
