using System.CommandLine;

namespace GradAlign.FashionCells;

/// <summary><c>--data</c>: the folder of Fashion-MNIST.</summary>
internal sealed class DataFolderOption : Option<string>
{
    public DataFolderOption() : base("--data")
    {
        HelpName = "FOLDER";
        Description = "Folder with the four gzipped IDX files of Fashion-MNIST.";
        DefaultValueFactory = _ => "/usr/share/datasets/fashion-mnist";
    }
}
