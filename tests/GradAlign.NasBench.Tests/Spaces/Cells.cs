namespace GradAlign.NasBench.Tests.Spaces;

/// <summary>Architectures for tests.</summary>
internal static class Cells
{
    public const string Arch = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|none~1|nor_conv_1x1~2|";

    public const string AllNone = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";

    /// <summary>Seven vertices; the second last dangles, 64 channels do not divide by the three that feed the output, and input and output are joined.</summary>
    public const string Graph = """
        {"hash":"h","adjacency":[[0,1,1,0,0,1,1],[0,0,0,1,0,0,1],[0,0,0,1,0,0,1],[0,0,0,0,0,0,1],[0,0,0,0,0,0,0],[0,0,0,0,0,0,0],[0,0,0,0,0,0,0]],
        "ops":["input","conv3x3-bn-relu","conv1x1-bn-relu","maxpool3x3","conv3x3-bn-relu","conv3x3-bn-relu","output"]}
        """;

    /// <summary>The second-order cell of the DARTS paper.</summary>
    public const string DartsV2 = """
        {"index":2,"normal":[["sep_conv_3x3",0],["sep_conv_3x3",1],["sep_conv_3x3",0],["sep_conv_3x3",1],["sep_conv_3x3",1],["skip_connect",0],["skip_connect",0],["dil_conv_3x3",2]],
        "normal_concat":[2,3,4,5],
        "reduce":[["max_pool_3x3",0],["max_pool_3x3",1],["skip_connect",2],["max_pool_3x3",1],["max_pool_3x3",0],["skip_connect",2],["skip_connect",2],["max_pool_3x3",1]],
        "reduce_concat":[2,3,4,5]}
        """;

    /// <summary>Five nodes and every operation that only the larger NDS spaces have.</summary>
    public const string Nds = """
        {"index":7,"width":8,"depth":5,
        "normal":[["conv_7x1_1x7",0],["conv_3x1_1x3",1],["avg_pool_5x5",0],["max_pool_7x7",2],["dil_sep_conv_3x3",1],["conv_1x1",3],["conv_3x3",0],["none",1],["sep_conv_7x7",2],["none",5]],
        "normal_concat":[4,5,6],
        "reduce":[["conv_7x1_1x7",0],["conv_3x1_1x3",1],["avg_pool_5x5",0],["max_pool_7x7",1],["skip_connect",1],["none",0],["dil_conv_5x5",0],["avg_pool_3x3",1],["max_pool_5x5",2],["sep_conv_5x5",3]],
        "reduce_concat":[2,3,4,5,6]}
        """;

    public const string ResNet20 = """{"index":20,"ds":[3,3,3],"ws":[16,32,64],"ss":[1,2,2]}""";

    public const string ResNeXt = """{"index":29,"ds":[3,3,3],"ws":[256,512,1024],"ss":[1,2,2],"bot_muls":[2,2,2],"num_gs":[8,8,8]}""";
}
