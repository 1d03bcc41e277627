using System.Globalization;
using System.Web;
using Npgsql;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>Reads <c>DATABASE_URL</c>: a URL (<c>postgresql://user:password@host:5432/name?sslmode=require</c>) or key=value pairs as Npgsql takes them.</summary>
internal static class DatabaseAddress
{
    /// <summary>The address.</summary>
    /// <exception cref="FormatException">It is neither; the message says what is wrong, never the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        var address = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)
            ? FromUrl(text)
            : FromPairs(text);
        if (string.IsNullOrEmpty(address.Host))
        {
            throw new FormatException("it names no host");
        }

        if (string.IsNullOrEmpty(address.Database))
        {
            throw new FormatException("it names no database");
        }

        return address;
    }

    private static NpgsqlConnectionStringBuilder FromUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            throw new FormatException("it is not a valid URL; characters such as @ : / in the password must be written percent-encoded");
        }

        var login = url.UserInfo.Split(':', 2);
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.IsDefaultPort || url.Port < 0 ? 5432 : url.Port,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };
        if (login[0].Length > 0)
        {
            address.Username = Uri.UnescapeDataString(login[0]);
        }

        if (login.Length == 2)
        {
            address.Password = Uri.UnescapeDataString(login[1]);
        }

        var options = HttpUtility.ParseQueryString(url.Query);
        foreach (var name in options.AllKeys.OfType<string>())
        {
            Set(address, name, options[name] ?? "");
        }

        return address;
    }

    /// <summary>The option names of libpq, which URLs use, and Npgsql's own.</summary>
    private static void Set(NpgsqlConnectionStringBuilder address, string name, string value)
    {
        var known = name switch
        {
            "sslmode" => "SSL Mode",
            "sslrootcert" => "Root Certificate",
            "sslcert" => "SSL Certificate",
            "sslkey" => "SSL Key",
            "application_name" => "Application Name",
            "connect_timeout" => "Timeout",
            "channel_binding" => "Channel Binding",
            "target_session_attrs" => "Target Session Attributes",
            _ => name,
        };
        try
        {
            address[known] = known == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidCastException)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the option '{name}={value}' is not understood"), problem);
        }
    }

    private static NpgsqlConnectionStringBuilder FromPairs(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidCastException)
        {
            throw new FormatException("it is neither a URL (postgresql://user:password@host:5432/name) nor pairs (Host=...;Database=...;Username=...;Password=...)", problem);
        }
    }
}
