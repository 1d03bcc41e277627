using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace AIGenerator.Kernel.Protection;

/// <summary>Data-protection keys in <c>kernel.protection_keys</c>, so that every node reads the same cookies. The interface is synchronous and rarely called.</summary>
internal sealed class StoredKeys(NpgsqlDataSource database, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.CreateCommand("select xml from kernel.protection_keys order by stored_at, name");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
        {
            elements.Add(XElement.Parse(reader.GetString(0)));
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        using var command = database.CreateCommand("insert into kernel.protection_keys (name, xml, stored_at) values ($1, $2, $3) on conflict (name) do update set xml = excluded.xml");
        command.Parameters.Add(new NpgsqlParameter { Value = friendlyName ?? Guid.CreateVersion7(now).ToString() });
        command.Parameters.Add(new NpgsqlParameter { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        command.ExecuteNonQuery();
    }
}
