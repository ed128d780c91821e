using Routing.Ranking;

namespace Routing.Catalog;

/// <summary>A deployment with what decisions read of the catalog about it, gathered once per snapshot.</summary>
internal sealed class Listing(Deployment deployment, Provider? provider, int ordinal, int providerOrdinal)
{
    /// <summary>No place in a tier or family.</summary>
    public const byte Unlisted = byte.MaxValue;

    public Deployment Deployment { get; } = deployment;

    /// <summary>Null when the catalog lists no provider of that name.</summary>
    public Provider? Provider { get; } = provider;

    /// <summary>Its place among all deployments of the snapshot.</summary>
    public int Ordinal { get; } = ordinal;

    /// <summary>The place of its provider among all of the snapshot; -1 when there is none.</summary>
    public int ProviderOrdinal { get; } = providerOrdinal;

    /// <summary>Every listing of the same canonical model, this one included, in the order of the index; alone when it has none.</summary>
    public Listing[] SameModel { get; set; } = [];

    /// <summary>Whether nothing in the catalog takes it out of service, announces that it will, or lets only those have it who name it: no filter of that kind need be asked.</summary>
    public bool InPlainService { get; set; } = deployment is { Enabled: true, RetiresAt: null, Lifecycle: not (Lifecycle.Retired or Lifecycle.Deprecated) };

    /// <summary>Its place among all deployments of the snapshot by provider and model name: of equals the lower stands first.</summary>
    public int NamePlace { get; set; }

    /// <summary>Null when nobody knows anything of the model.</summary>
    public ModelRatings? Ratings { get; set; }

    /// <summary>Decides between equals, the higher first.</summary>
    public int Priority { get; set; }

    /// <summary>Its place in the fast, balanced and powerful tier, from 0; <see cref="Unlisted"/> where it has none.</summary>
    public TierPlaces Places { get; set; } = TierPlaces.None;

    /// <summary>The place of its model in the order of its family, from 0; <see cref="Unlisted"/> when it has none.</summary>
    public byte FamilyPlace { get; set; } = Unlisted;

    /// <summary>Points for these places, by the tier that suits a request.</summary>
    public PreferencePoints Preference { get; set; }

    /// <summary>Whether a policy may choose it although nobody named it.</summary>
    public bool Choosable { get; set; }

    /// <summary>Whether it can do all this.</summary>
    public bool Offers(Capabilities needed) => (Deployment.Capabilities & needed) == needed;
}
