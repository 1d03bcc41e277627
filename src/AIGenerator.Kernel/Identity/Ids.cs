using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Kernel.Identity;

/// <summary>A person who signs in.</summary>
[JsonConverter(typeof(UserIdJsonConverter))]
public readonly record struct UserId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>What owns everything of value: balance, chats, keys. A visitor's is anonymous until sign-up adopts it.</summary>
[JsonConverter(typeof(WorkspaceIdJsonConverter))]
public readonly record struct WorkspaceId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

internal sealed class UserIdJsonConverter : JsonConverter<UserId>
{
    public override UserId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class WorkspaceIdJsonConverter : JsonConverter<WorkspaceId>
{
    public override WorkspaceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, WorkspaceId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
