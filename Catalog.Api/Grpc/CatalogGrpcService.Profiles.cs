using System.Globalization;
using Aspire.Catalog.V1;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Rest;
using Grpc.Core;
using Protos.Mapping;

namespace Catalog.Api.Grpc;

/// <content>Capability profiles.</content>
internal sealed partial class CatalogGrpcService
{
    public override async Task<ListCapabilityProfilesResponse> ListCapabilityProfiles(
        ListCapabilityProfilesRequest request, ServerCallContext context)
    {
        await using var connection = await database.OpenConnectionAsync(context.CancellationToken);
        var all = await ProfileReader.ListAsync(connection, null, context.CancellationToken);
        var (rows, next) = GrpcPage.Cut(all, row => row.Model.Value, request.PageSize, request.PageToken);
        return new() { Profiles = { rows.Select(CatalogWire.ToWire) }, NextPageToken = next };
    }

    public override async Task<GetCapabilityProfileResponse> GetCapabilityProfile(GetCapabilityProfileRequest request, ServerCallContext context)
    {
        var (profile, etag) = await ReadProfileAsync(request.Model, context.CancellationToken);
        return new() { Profile = profile, Etag = etag };
    }

    public override async Task<UpdateCapabilityProfileResponse> UpdateCapabilityProfile(
        UpdateCapabilityProfileRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        var given = request.Profile ?? new();
        var write = new ProfileView
        {
            Scores = [.. given.Scores.Select(ToView)],
            SuccessRate = given.HasSuccessRateMillis ? given.SuccessRateMillis : null,
            Priority = given.HasPriority ? given.Priority : null,
            RoutingWeight = given.HasRoutingWeightMillis ? given.RoutingWeightMillis : null,
            IsActive = given.HasIsActive ? given.IsActive : null,
        };
        RestOperation.Require(await ProfileEndpoints.PutAsync(
            new ModelName(Named(given.Model, "profile.model")), write, edits, time, context.CancellationToken));
        var (profile, etag) = await ReadProfileAsync(given.Model, context.CancellationToken);
        return new() { Profile = profile, Etag = etag };
    }

    public override async Task<DeleteCapabilityProfileResponse> DeleteCapabilityProfile(
        DeleteCapabilityProfileRequest request, ServerCallContext context)
    {
        context.Expect(request.Etag);
        RestOperation.Require(await ProfileEndpoints.DeleteAsync(new ModelName(request.Model), edits, context.CancellationToken));
        return new();
    }

    private static ScoreView ToView(CapabilityScore score) => new()
    {
        Capability = score.Capability,
        Score = score.ScoreMillis,
        Basis = score.Basis.Length == 0 ? null : score.Basis,
        Confidence = score.HasConfidenceMillis ? score.ConfidenceMillis : null,
        Date = score.Date.Length == 0 ? null : ToDate(score.Date),
        Source = score.Source.Length == 0 ? null : score.Source,
    };

    private static DateOnly ToDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date
        : throw GrpcErrors.Invalid([("profile.scores.date", $"is '{text}', which is no date like 2026-08-01")]);

    private async Task<(ModelCapabilityProfile Profile, string Etag)> ReadProfileAsync(string model, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (await ProfileReader.ListAsync(connection, [model], cancellationToken)).FirstOrDefault() ?? throw GrpcErrors.NotFound(
            "PROFILE_NOT_FOUND", $"There is no capability profile of '{model}'. ListCapabilityProfiles lists those there are.");
        return (CatalogWire.ToWire(found), await RestOperation.EtagAsync(connection, ProfileEndpoints.Kinds, model, cancellationToken));
    }
}
