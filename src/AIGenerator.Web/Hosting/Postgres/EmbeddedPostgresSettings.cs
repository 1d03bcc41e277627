namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>How an embedded server is run.</summary>
/// <param name="Folder">Everything of it: data, socket, password, log.</param>
internal sealed record EmbeddedPostgresSettings(string Folder)
{
    /// <summary>Folder with the binaries, when they are not where the package manager puts them.</summary>
    public string? PackagePath { get; init; }

    /// <summary>Whether a commit reaches the disk before it is acknowledged. Only throw-away test servers say no.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Sessions at the same time. Default 100.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>
    /// The server's settings: few processes and little memory, since it shares a machine with the host. Replication is off, so that
    /// less is logged.
    /// </summary>
    public IEnumerable<(string Name, string Value)> ServerSettings(string socketFolder, int? port)
    {
        yield return ("listen_addresses", port is null ? "" : "127.0.0.1");
        yield return ("port", (port ?? 5432).ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return ("unix_socket_directories", port is null ? socketFolder : "");
        yield return ("unix_socket_permissions", "0700");
        yield return ("cluster_name", "aigenerator");
        yield return ("max_connections", MaxConnections.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return ("shared_buffers", "48MB");
        yield return ("work_mem", "4MB");
        yield return ("maintenance_work_mem", "32MB");
        yield return ("effective_cache_size", "512MB");
        yield return ("random_page_cost", "1.1");
        yield return ("io_method", "sync");
        yield return ("jit", "off");
        yield return ("autovacuum_max_workers", "2");
        yield return ("wal_level", "minimal");
        yield return ("max_wal_senders", "0");
        yield return ("max_wal_size", "256MB");
        yield return ("max_logical_replication_workers", "0");
        yield return ("log_min_messages", "warning");
        yield return ("log_checkpoints", "off");
        yield return ("timezone", "UTC");
        yield return ("log_timezone", "UTC");
        if (!Durable)
        {
            yield return ("fsync", "off");
            yield return ("synchronous_commit", "off");
            yield return ("full_page_writes", "off");
        }
    }
}
