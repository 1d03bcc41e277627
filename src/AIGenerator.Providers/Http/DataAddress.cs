namespace AIGenerator.Providers.Http;

/// <summary>A file inside an address (RFC 2397), for vendors that take files nowhere else.</summary>
internal static class DataAddress
{
    public static string Of(string mediaType, ReadOnlySpan<byte> bytes) => $"data:{mediaType};base64,{Convert.ToBase64String(bytes)}";
}
