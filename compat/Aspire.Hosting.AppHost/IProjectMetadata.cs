namespace Aspire.Hosting;

/// <summary>Names a project of the solution as a resource.</summary>
public interface IProjectMetadata
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }
}
