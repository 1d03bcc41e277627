using AIGenerator.Kernel.Data;

namespace AIGenerator.Tests.Kernel.Data;

public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData("Id", "id")]
    [InlineData("WorkspaceId", "workspace_id")]
    [InlineData("HTMLBody", "html_body")]
    [InlineData("Sha256", "sha256")]
    [InlineData("RunAt", "run_at")]
    public void Words_are_split_where_a_reader_splits_them(string name, string column) => SnakeCase.From(name).ShouldBe(column);
}
