using Npgsql;

namespace AIGenerator.Web.Hosting.Postgres;

/// <summary>Which database the host uses.</summary>
/// <param name="Address">From <c>DATABASE_URL</c>; null for the embedded one.</param>
/// <param name="DataFolder"><c>DATA_DIR</c>, absolute.</param>
/// <param name="PostgresPath"><c>POSTGRES_PATH</c>: the embedded server's binaries, when they are not where the package manager puts them.</param>
internal sealed record DatabaseSettings(NpgsqlConnectionStringBuilder? Address, string DataFolder, string? PostgresPath = null);
