using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Stands in for <c>Aspire.Hosting.ApplicationModel.IResourceCollection</c>: the resources in the order they were added.</summary>
public interface IResourceCollection : IList<IResource>;

internal sealed class ResourceCollection(IEnumerable<IResource> resources) : Collection<IResource>([.. resources]), IResourceCollection;
