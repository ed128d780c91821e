using System.Text.Json;
using Catalog.FunctionalTests.Hosting;

namespace Catalog.FunctionalTests.Rest;

/// <summary>Walks the published document: what holds for one operation holds for all.</summary>
public sealed class OpenApiTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_tags_and_says_how_it_fails()
    {
        var faults = new List<string>();
        foreach (var (path, method, operation) in await OperationsAsync())
        {
            var where = $"{method} {path}";
            Demand(operation.TryGetProperty("operationId", out var name) && name.GetString()!.Length > 0, where, "no operationId");
            Demand(operation.TryGetProperty("summary", out var summary) && summary.GetString()!.EndsWith('.'), where, "no summary that is a sentence");
            Demand(operation.TryGetProperty("tags", out var tags) && tags.GetArrayLength() > 0, where, "no tags");
            Demand(Fails(operation, "400") && Fails(operation, "503"), where, "no problem details for 400 and 503");
            Demand(!path.Contains('{', StringComparison.Ordinal) || Fails(operation, "404"), where, "no problem details for 404");
            Demand(method == "get" || (Fails(operation, "409") && Fails(operation, "412")), where, "no problem details for 409 and 412");
        }

        Assert.Empty(faults);

        void Demand(bool holds, string where, string fault)
        {
            if (!holds)
            {
                faults.Add($"{where}: {fault}");
            }
        }
    }

    [Fact]
    public async Task Every_name_of_an_operation_is_its_own()
    {
        var names = (await OperationsAsync()).Select(operation => operation.Operation.GetProperty("operationId").GetString()).ToArray();

        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task Every_list_that_an_operator_can_make_long_is_paged()
    {
        // These end by themselves: a fixed number of the newest.
        string[] newestOnly = ["/history", "/answers", "/versions"];
        var document = await DocumentAsync();
        var lists = (await OperationsAsync()).Where(row => row.Method == "get" && IsList(document, row.Operation)).ToArray();

        Assert.NotEmpty(lists);
        var unpaged = lists
            .Where(row => !Array.Exists(newestOnly, end => row.Path.TrimEnd('/').EndsWith(end, StringComparison.Ordinal)))
            .Where(row => !Parameters(row.Operation).Contains("page_size") || !Parameters(row.Operation).Contains("page_token"))
            .Select(row => row.Path);
        Assert.Empty(unpaged);
    }

    private static bool Fails(JsonElement operation, string status) =>
        operation.GetProperty("responses").TryGetProperty(status, out var response)
        && response.GetProperty("content").TryGetProperty("application/problem+json", out _);

    private static string?[] Parameters(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters)
        ? [.. parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString())]
        : [];

    // A list answers with items.
    private static bool IsList(JsonElement document, JsonElement operation)
    {
        if (!operation.GetProperty("responses").TryGetProperty("200", out var response)
            || !response.TryGetProperty("content", out var content)
            || !content.TryGetProperty("application/json", out var json))
        {
            return false;
        }

        var schema = json.GetProperty("schema");
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        return schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty("items", out _);
    }

    private Task<JsonElement> DocumentAsync() => fixture.Host.Http.GetJsonAsync("/openapi/v1.json");

    private async Task<List<(string Path, string Method, JsonElement Operation)>> OperationsAsync() =>
    [
        .. (await DocumentAsync()).GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject()
                .Where(member => Methods.Contains(member.Name))
                .Select(member => (path.Name, member.Name, member.Value))),
    ];
}
