using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Catalog.FunctionalTests.Keys;

public sealed class KeyServiceTests
{
    [Fact]
    public async Task A_key_is_made_changed_field_by_field_rotated_and_revoked()
    {
        await using var host = await KeyHost.StartAsync();
        var made = await host.Grpc.CreateKeyAsync(
            new() { Key = new() { DisplayName = "Search", Limits = new() { RequestsPerMinute = 60 }, Scope = new() { AllowedProviders = { "openai" } }, ResponseCache = true } },
            KeyHost.Presented);

        var changed = await host.Grpc.UpdateKeyAsync(
            new() { Key = new() { Id = made.Key.Id, Disabled = true, Etag = made.Key.Etag }, UpdateMask = new() { Paths = { "disabled" } } }, KeyHost.Presented);
        var rotated = await host.Grpc.RotateKeyAsync(new() { Id = made.Key.Id, Overlap = Duration.FromTimeSpan(TimeSpan.Zero) }, KeyHost.Presented);
        var deleted = await host.Grpc.DeleteKeyAsync(new() { Id = made.Key.Id }, KeyHost.Presented);
        var listed = await host.Grpc.ListKeysAsync(new() { Project = "default", ShowDeleted = true }, KeyHost.Presented);
        var back = await host.Grpc.UndeleteKeyAsync(new() { Id = made.Key.Id }, KeyHost.Presented);

        Assert.Equal((true, true, "Search", 60), (changed.Key.Disabled, changed.Key.ResponseCache, changed.Key.DisplayName, changed.Key.Limits.RequestsPerMinute));
        Assert.Equal("openai", Assert.Single(changed.Key.Scope.AllowedProviders));
        Assert.NotEqual(made.Secret, rotated.Secret);
        Assert.Equal(rotated.Secret[..14], Assert.Single(rotated.Key.Secrets).Prefix);
        Assert.NotNull(deleted.Key.DeleteTime);
        Assert.Contains(listed.Keys, key => key.Id == made.Key.Id);
        Assert.Null(back.Key.DeleteTime);
    }

    [Fact]
    public async Task Organisations_and_projects_are_kept_alike()
    {
        await using var host = await KeyHost.StartAsync();
        await host.Grpc.CreateOrganisationAsync(new() { Organisation = new() { Id = "acme" } }, KeyHost.Presented);
        await host.Grpc.CreateProjectAsync(new() { Project = new() { Id = "web", Organisation = "acme", DefaultModel = "auto" } }, KeyHost.Presented);

        var project = await host.Grpc.UpdateProjectAsync(
            new() { Project = new() { Id = "web", DisplayName = "Web" }, UpdateMask = new() { Paths = { "display_name" } } }, KeyHost.Presented);
        var organisation = await host.Grpc.UpdateOrganisationAsync(new() { Organisation = new() { Id = "acme", Disabled = true } }, KeyHost.Presented);
        var projects = await host.Grpc.ListProjectsAsync(new() { Organisation = "acme" }, KeyHost.Presented);

        Assert.Equal(("Web", "auto", "acme"), (project.Project.DisplayName, project.Project.DefaultModel, project.Project.Organisation));
        Assert.True(organisation.Organisation.Disabled);
        Assert.Equal(["web"], projects.Projects.Select(row => row.Id));
    }

    [Fact]
    public async Task Failures_have_the_codes_that_the_service_promises()
    {
        await using var host = await KeyHost.StartAsync();
        var made = await host.Grpc.CreateKeyAsync(new() { Key = new() }, KeyHost.Presented);

        Assert.Equal(StatusCode.NotFound, await CodeAsync(host.Grpc.GetKeyAsync(new() { Id = "key_none" }, KeyHost.Presented)));
        Assert.Equal(StatusCode.Unauthenticated, await CodeAsync(host.Grpc.GetKeyAsync(new() { Id = made.Key.Id })));
        Assert.Equal(StatusCode.Aborted, await CodeAsync(host.Grpc.DeleteKeyAsync(new() { Id = made.Key.Id, Etag = "\"77\"" }, KeyHost.Presented)));
        Assert.Equal(StatusCode.FailedPrecondition, await CodeAsync(host.Grpc.UndeleteKeyAsync(new() { Id = made.Key.Id }, KeyHost.Presented)));
        Assert.Equal(StatusCode.InvalidArgument, await CodeAsync(host.Grpc.CreateProjectAsync(new() { Project = new() { Id = "Web!", Organisation = "none" } }, KeyHost.Presented)));
        Assert.Equal(
            StatusCode.InvalidArgument,
            await CodeAsync(host.Grpc.UpdateKeyAsync(new() { Key = new() { Id = made.Key.Id }, UpdateMask = new() { Paths = { "project" } } }, KeyHost.Presented)));
    }

    private static async Task<StatusCode> CodeAsync<T>(AsyncUnaryCall<T> call) => (await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync)).StatusCode;
}
