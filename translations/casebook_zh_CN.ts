<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ImportReport</name>
    <message>
        <source>Nothing to do</source>
        <translation>无需处理</translation>
    </message>
    <message>
        <source>Copy the file again from its source</source>
        <translation>从来源重新复制该文件</translation>
    </message>
    <message>
        <source>Ask the source for the file again; keep this one aside</source>
        <translation>向来源重新索取该文件；此文件另行存放</translation>
    </message>
    <message>
        <source>Compare the two, keep one</source>
        <translation>比较两者，保留其一</translation>
    </message>
    <message>
        <source>Export it again uncompressed or as JPEG lossless</source>
        <translation>以未压缩或无损 JPEG 重新导出</translation>
    </message>
    <message>
        <source>Nothing to do; the object carries no images</source>
        <translation>无需处理；该对象不含影像</translation>
    </message>
    <message>
        <source>Ask the source for the original series</source>
        <translation>向来源索取原始序列</translation>
    </message>
    <message>
        <source>Unpack the archive and import the folder</source>
        <translation>解压后导入文件夹</translation>
    </message>
    <message>
        <source>See the manual for this code</source>
        <translation>请查阅手册中的该代码</translation>
    </message>
    <message>
        <source>regular</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>slices are missing</source>
        <translation>缺层</translation>
    </message>
    <message>
        <source>positions stand twice</source>
        <translation>位置重复</translation>
    </message>
    <message>
        <source>uneven steps</source>
        <translation>层距不均</translation>
    </message>
    <message>
        <source>tilted gantry</source>
        <translation>机架倾斜</translation>
    </message>
    <message>
        <source>several orientations</source>
        <translation>多种方向</translation>
    </message>
    <message>
        <source>pixels not square</source>
        <translation>像素非正方</translation>
    </message>
    <message>
        <source>slices overlap</source>
        <translation>层面重叠</translation>
    </message>
    <message>
        <source>no rescale: values are not HU</source>
        <translation>无换算参数：数值不是 HU</translation>
    </message>
    <message>
        <source>padding around the image</source>
        <translation>图像周围有填充</translation>
    </message>
    <message>
        <source>lossy compression</source>
        <translation>有损压缩</translation>
    </message>
    <message>
        <source>several times</source>
        <translation>多个时相</translation>
    </message>
    <message>
        <source>one slice</source>
        <translation>单层</translation>
    </message>
    <message>
        <source>a frame is cut short</source>
        <translation>有一帧被截断</translation>
    </message>
    <message>
        <source>step taken from thickness</source>
        <translation>层距取自层厚</translation>
    </message>
    <message>
        <source>import was interrupted</source>
        <translation>导入曾中断</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>a localizer</source>
        <translation>定位像</translation>
    </message>
    <message>
        <source>several pixel sizes or slice distances</source>
        <translation>多种像素大小或层距</translation>
    </message>
    <message>
        <source>values need more than 16 bits</source>
        <translation>数值超出 16 位</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
</context>
<context>
    <name>Moment</name>
    <message>
        <source>Today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Yesterday %1</source>
        <translation>昨天 %1</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>format of a date in words</comment>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
<context>
    <name>Segment</name>
    <message>
        <source>%1 ml</source>
        <translation>%1 ml</translation>
    </message>
    <message>
        <source>Placed by equal grids</source>
        <translation>按相同网格定位</translation>
    </message>
    <message>
        <source>Placed by frame of reference</source>
        <translation>按参考坐标系定位</translation>
    </message>
    <message>
        <source>Placement confirmed by %1</source>
        <translation>位置由 %1 确认</translation>
    </message>
    <message>
        <source>No image with its frame of reference is in the study</source>
        <translation>研究中没有同一参考坐标系的影像</translation>
    </message>
    <message>
        <source>Nearly fits: corners are up to %1 mm away</source>
        <translation>接近：角点最多相距 %1 mm</translation>
    </message>
    <message>
        <source>Not drawn: another frame of reference</source>
        <translation>未绘制：参考坐标系不同</translation>
    </message>
    <message>
        <source>Not drawn: its grid does not fit this series</source>
        <translation>未绘制：网格与该序列不符</translation>
    </message>
    <message>
        <source>Not drawn: %1</source>
        <translation>未绘制：%1</translation>
    </message>
</context>
<context>
    <name>casebook::AddUserDialog</name>
    <message>
        <source>Who is to work in this study?</source>
        <translation>谁将在本研究中工作？</translation>
    </message>
    <message>
        <source>Tell the first passphrase in person. It has to be changed at the first unlock.</source>
        <translation>请当面告知初始口令。首次解锁时必须更改。</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Typed to unlock, such as wangmin</source>
        <translation>解锁时输入，例如 wangmin</translation>
    </message>
    <message>
        <source>Printed name</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>As it stands under signatures</source>
        <translation>用于签名处的姓名</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add user</source>
        <translation>添加用户</translation>
    </message>
</context>
<context>
    <name>casebook::AskPassphrase</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>恢复词</translation>
    </message>
</context>
<context>
    <name>casebook::AssignDialog</name>
    <message>
        <source>Unaided: AI is never shown</source>
        <translation>独立阅片：不显示 AI</translation>
    </message>
    <message>
        <source>Second reader: AI after the first read is closed</source>
        <translation>第二阅片者：首次阅片关闭后显示 AI</translation>
    </message>
    <message>
        <source>Concurrent: AI from the start</source>
        <translation>同步阅片：从一开始就显示 AI</translation>
    </message>
    <message>
        <source>Who reads which cases, and how?</source>
        <translation>由谁阅哪些病例，如何阅？</translation>
    </message>
    <message>
        <source>The mode can&apos;t be changed once a case is opened. Until a first read is closed its reader sees no result of AI on the subject.</source>
        <translation>病例打开后不能更改模式。首次阅片关闭之前，阅片者看不到该受试者的任何 AI 结果。</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>printed name, login</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Choose a reader</source>
        <translation>选择阅片者</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Give out</source>
        <translation>分配</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>casebook::AttritionFigure</name>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>排除 %n 名</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::AuditController</name>
    <message>
        <source>%1 (%2)</source>
        <comment>name, roles</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Save the audit</source>
        <translation>保存稽查轨迹</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) of the audit saved.</source>
        <translation>
            <numerusform>已保存 %n 行稽查轨迹。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::AuditDetailPane</name>
    <message>
        <source>%1 (%2)</source>
        <comment>user, roles</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <comment>action, number</comment>
        <translation>%1，第 %2 行</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <comment>old value, new value</comment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>value, reason</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>time, user</comment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>Open subject</source>
        <translation>打开受试者</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>All that happened to this object</source>
        <translation>该对象的全部记录</translation>
    </message>
    <message>
        <source>All that happened to this value</source>
        <translation>该值的全部记录</translation>
    </message>
    <message>
        <source>Link in the chain</source>
        <translation>链中的位置</translation>
    </message>
    <message>
        <source>before %1</source>
        <comment>hash of the row before</comment>
        <translation>前一行 %1</translation>
    </message>
    <message>
        <source>this %1</source>
        <comment>hash of this row</comment>
        <translation>本行 %1</translation>
    </message>
    <message>
        <source>hidden</source>
        <comment>a value that may not be read here</comment>
        <translation>已隐藏</translation>
    </message>
</context>
<context>
    <name>casebook::AuditFilterBar</name>
    <message>
        <source>All users</source>
        <translation>所有用户</translation>
    </message>
    <message>
        <source>Subject, item, user, reason</source>
        <translation>受试者、条目、用户、原因</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>最近 12 个月</translation>
    </message>
    <message>
        <source>Between …</source>
        <translation>起止日期…</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Forms and queries</source>
        <translation>表单与质疑</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Cohorts and exports</source>
        <translation>队列与导出</translation>
    </message>
    <message>
        <source>Study and users</source>
        <translation>研究与用户</translation>
    </message>
    <message>
        <source>Names read</source>
        <translation>姓名已查阅</translation>
    </message>
    <message>
        <source>Reason given</source>
        <translation>有原因</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Kind of object</source>
        <translation>对象类别</translation>
    </message>
    <message>
        <source>Any action</source>
        <translation>任何操作</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>A day such as 2026-01-31</source>
        <translation>日期，例如 2026-01-31</translation>
    </message>
    <message>
        <source>The last day is before the first.</source>
        <translation>结束日期早于开始日期。</translation>
    </message>
</context>
<context>
    <name>casebook::AuditModel</name>
    <message>
        <source>Subject enrolled</source>
        <translation>受试者已入组</translation>
    </message>
    <message>
        <source>Subject changed</source>
        <translation>受试者已修改</translation>
    </message>
    <message>
        <source>Subject withdrawn</source>
        <translation>受试者已退出</translation>
    </message>
    <message>
        <source>Study made</source>
        <translation>研究已建立</translation>
    </message>
    <message>
        <source>User added</source>
        <translation>用户已添加</translation>
    </message>
    <message>
        <source>User disabled</source>
        <translation>用户已停用</translation>
    </message>
    <message>
        <source>User changed</source>
        <translation>用户已修改</translation>
    </message>
    <message>
        <source>Overlay added</source>
        <translation>叠加层已添加</translation>
    </message>
    <message>
        <source>Placement confirmed</source>
        <translation>位置已确认</translation>
    </message>
    <message>
        <source>Overlay style changed</source>
        <translation>叠加层样式已修改</translation>
    </message>
    <message>
        <source>Length measured</source>
        <translation>长度已测量</translation>
    </message>
    <message>
        <source>Length removed</source>
        <translation>长度已删除</translation>
    </message>
    <message>
        <source>Study unlocked</source>
        <translation>研究已解锁</translation>
    </message>
    <message>
        <source>Study locked</source>
        <translation>研究已锁定</translation>
    </message>
    <message>
        <source>Study verified</source>
        <translation>研究已校验</translation>
    </message>
    <message>
        <source>Names read</source>
        <translation>姓名已查阅</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>已建立</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>Subject chosen</source>
        <translation>已指定受试者</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Recovery words used</source>
        <translation>使用了恢复词</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Images imported</source>
        <translation>图像已导入</translation>
    </message>
    <message>
        <source>Import begun</source>
        <translation>导入开始</translation>
    </message>
    <message>
        <source>Import finished</source>
        <translation>导入完成</translation>
    </message>
    <message>
        <source>Import interrupted</source>
        <translation>导入中断</translation>
    </message>
    <message>
        <source>Geometry noted</source>
        <translation>几何已记录</translation>
    </message>
    <message>
        <source>Overlay placed</source>
        <translation>叠加层已定位</translation>
    </message>
    <message>
        <source>Exam waits for a subject</source>
        <translation>检查等待指定受试者</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>Format migrated</source>
        <translation>格式已迁移</translation>
    </message>
    <message>
        <source>Clock changed</source>
        <translation>时钟变化</translation>
    </message>
    <message>
        <source>Leftovers cleared</source>
        <translation>残留文件已清理</translation>
    </message>
    <message>
        <source>Wrong passphrases</source>
        <translation>口令错误</translation>
    </message>
    <message>
        <source>Exam linked to a visit</source>
        <translation>检查已关联到访视</translation>
    </message>
    <message>
        <source>Reading task given</source>
        <translation>已分配阅片任务</translation>
    </message>
    <message>
        <source>Reading task changed</source>
        <translation>已更改阅片任务</translation>
    </message>
    <message>
        <source>AI findings taken</source>
        <translation>已导入 AI 发现</translation>
    </message>
    <message>
        <source>Case put last</source>
        <translation>病例移到末尾</translation>
    </message>
    <message>
        <source>Case given to another reader</source>
        <translation>病例转给另一位阅片者</translation>
    </message>
    <message>
        <source>Reading opened again</source>
        <translation>重新打开阅片</translation>
    </message>
    <message>
        <source>Case left</source>
        <translation>离开病例</translation>
    </message>
    <message>
        <source>Case opened</source>
        <translation>打开病例</translation>
    </message>
    <message>
        <source>First picture shown</source>
        <translation>显示第一幅图像</translation>
    </message>
    <message>
        <source>Pause in a reading</source>
        <translation>阅片暂停</translation>
    </message>
    <message>
        <source>Mark seen</source>
        <translation>看到标记</translation>
    </message>
    <message>
        <source>Finding accepted</source>
        <translation>接受发现</translation>
    </message>
    <message>
        <source>Finding changed</source>
        <translation>修改发现</translation>
    </message>
    <message>
        <source>Finding rejected</source>
        <translation>拒绝发现</translation>
    </message>
    <message>
        <source>Finding deferred</source>
        <translation>搁置发现</translation>
    </message>
    <message>
        <source>Finding added</source>
        <translation>添加发现</translation>
    </message>
    <message>
        <source>Finding withdrawn</source>
        <translation>撤回发现</translation>
    </message>
    <message>
        <source>Decision taken back</source>
        <translation>收回判定</translation>
    </message>
    <message>
        <source>First read closed</source>
        <translation>关闭首次阅片</translation>
    </message>
    <message>
        <source>Reading finished</source>
        <translation>阅片已完成</translation>
    </message>
    <message>
        <source>Form begun</source>
        <translation>表单已开始</translation>
    </message>
    <message>
        <source>Visit begun</source>
        <translation>访视已开始</translation>
    </message>
    <message>
        <source>Form imported</source>
        <translation>表单已导入</translation>
    </message>
    <message>
        <source>Form locked</source>
        <translation>表单已锁定</translation>
    </message>
    <message>
        <source>Form unlocked</source>
        <translation>表单已解锁</translation>
    </message>
    <message>
        <source>Answer verified</source>
        <translation>答案已核对</translation>
    </message>
    <message>
        <source>Verification taken back</source>
        <translation>核对已撤回</translation>
    </message>
    <message>
        <source>Table imported</source>
        <translation>表格已导入</translation>
    </message>
    <message>
        <source>Cohort frozen</source>
        <translation>队列已冻结</translation>
    </message>
    <message>
        <source>Row added</source>
        <translation>已增加一行</translation>
    </message>
    <message>
        <source>Row removed</source>
        <translation>已删除一行</translation>
    </message>
    <message>
        <source>Answer held back</source>
        <translation>答案已保留不用</translation>
    </message>
    <message>
        <source>Answer shown again</source>
        <translation>答案已恢复</translation>
    </message>
    <message>
        <source>Calculated</source>
        <translation>已计算</translation>
    </message>
    <message>
        <source>Form state changed</source>
        <translation>表单状态已更改</translation>
    </message>
    <message>
        <source>Definition published</source>
        <translation>定义已发布</translation>
    </message>
    <message>
        <source>Query raised</source>
        <translation>已提出质疑</translation>
    </message>
    <message>
        <source>Query answered</source>
        <translation>质疑已答复</translation>
    </message>
    <message>
        <source>Query closed</source>
        <translation>质疑已关闭</translation>
    </message>
    <message>
        <source>Query sent back</source>
        <translation>质疑已退回</translation>
    </message>
    <message>
        <source>Query opened again</source>
        <translation>质疑已重新打开</translation>
    </message>
    <message>
        <source>Query cancelled</source>
        <translation>质疑已取消</translation>
    </message>
    <message>
        <source>Query resolved by a change</source>
        <translation>质疑因更改而解决</translation>
    </message>
    <message>
        <source>Answer changed under a query</source>
        <translation>质疑中的答案已更改</translation>
    </message>
    <message>
        <source>Exam parted by patient</source>
        <translation>检查已按患者拆分</translation>
    </message>
    <message>
        <source>Series parted by patient</source>
        <translation>序列已按患者拆分</translation>
    </message>
    <message>
        <source>Setting of the study changed</source>
        <translation>研究设置已更改</translation>
    </message>
    <message>
        <source>Files of a watched folder taken</source>
        <translation>已导入所监视文件夹中的文件</translation>
    </message>
    <message>
        <source>Value changed</source>
        <translation>已更改值</translation>
    </message>
    <message>
        <source>Value entered</source>
        <translation>已录入值</translation>
    </message>
    <message>
        <source>Value cleared</source>
        <translation>已清空值</translation>
    </message>
    <message>
        <source>Subject erased</source>
        <translation>受试者已清除</translation>
    </message>
    <message>
        <source>Value removed by law</source>
        <translation>依法删除的值</translation>
    </message>
    <message>
        <source>Study unlocked by recovery words</source>
        <translation>用恢复词解锁了研究</translation>
    </message>
    <message>
        <source>Study unlocked by the keyring</source>
        <translation>用密钥环解锁了研究</translation>
    </message>
    <message>
        <source>Keyring may unlock</source>
        <translation>允许密钥环解锁</translation>
    </message>
    <message>
        <source>Keyring may not unlock</source>
        <translation>不再允许密钥环解锁</translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation>口令已更改</translation>
    </message>
    <message>
        <source>Passphrase set anew</source>
        <translation>口令已重设</translation>
    </message>
    <message>
        <source>New recovery words</source>
        <translation>新的恢复词</translation>
    </message>
    <message>
        <source>Change of keys begun</source>
        <translation>开始更换密钥</translation>
    </message>
    <message>
        <source>Keys changed</source>
        <translation>密钥已更换</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>已备份</translation>
    </message>
    <message>
        <source>Restored from a backup</source>
        <translation>已从备份恢复</translation>
    </message>
    <message>
        <source>Space given back</source>
        <translation>已释放空间</translation>
    </message>
    <message>
        <source>Images moved to another disk</source>
        <translation>影像已移至另一磁盘</translation>
    </message>
    <message>
        <source>Images brought back</source>
        <translation>影像已移回</translation>
    </message>
    <message>
        <source>Place for images named</source>
        <translation>已指定影像存放处</translation>
    </message>
    <message>
        <source>Move of the study begun</source>
        <translation>开始移动研究</translation>
    </message>
    <message>
        <source>Study moved</source>
        <translation>研究已移动</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Unlocking asked for</source>
        <translation>已请求解锁</translation>
    </message>
    <message>
        <source>Sent to another machine</source>
        <translation>已发送到另一台设备</translation>
    </message>
    <message>
        <source>Import taken back</source>
        <translation>导入已撤回</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>已移动</translation>
    </message>
    <message>
        <source>Exam taken off its visit</source>
        <translation>检查已从其访视移出</translation>
    </message>
    <message>
        <source>Exam said to be of no visit</source>
        <translation>检查被确认不属于任何访视</translation>
    </message>
    <message>
        <source>Reading task cancelled</source>
        <translation>阅片任务已取消</translation>
    </message>
    <message>
        <source>Chosen between two files of an image</source>
        <translation>已在同一图像的两个文件中作出选择</translation>
    </message>
    <message>
        <source>First passphrase given anew</source>
        <translation>重新给出初始口令</translation>
    </message>
</context>
<context>
    <name>casebook::AuditView</name>
    <message>
        <source>Audit</source>
        <translation>稽查</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>Chain whole, checked %1</source>
        <translation>链完整，校验于 %1</translation>
    </message>
    <message>
        <source>Damage found, checked %1</source>
        <translation>发现损坏，校验于 %1</translation>
    </message>
    <message>
        <source>Verifying …</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Rows can be added, never changed</source>
        <translation>只能追加，不能修改</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>存为 CSV</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>%1 rows shown, more as you scroll</source>
        <translation>已显示 %1 行，滚动可显示更多</translation>
    </message>
    <message>
        <source>%1 rows shown, all that match</source>
        <translation>已显示全部符合的 %1 行</translation>
    </message>
    <message>
        <source>No row matches</source>
        <translation>没有符合的行</translation>
    </message>
    <message>
        <source>Take a filter away, or look in another time.</source>
        <translation>请去掉一个筛选条件，或换一段时间。</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>casebook::BackupController</name>
    <message>
        <source>The backup folder can&apos;t be reached. Connect its disk, or choose another folder.</source>
        <translation>无法访问备份文件夹。请连接其磁盘，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Backup, in MB</source>
        <translation>备份（MB）</translation>
    </message>
    <message>
        <source>The study is backed up, and the backup was read back.</source>
        <translation>研究已备份，备份已重新读出核对。</translation>
    </message>
    <message>
        <source>not backed up</source>
        <translation>未备份</translation>
    </message>
    <message>
        <source>Folder for the backup</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>Check the newest backup?</source>
        <translation>检查最新的备份？</translation>
    </message>
    <message>
        <source>It opens with the passphrase that was yours when it was made.</source>
        <translation>打开备份须用备份时您的口令。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) lie on a disk that is not connected, and are not in the backup yet.</source>
        <translation>
            <numerusform>%n 个文件在没有连接的硬盘上，还不在备份中。</numerusform>
        </translation>
    </message>
    <message>
        <source>The next backup copies the damaged files of the backup anew.</source>
        <translation>下次备份会重新复制备份中损坏的文件。</translation>
    </message>
    <message>
        <source>It is tried again at %1.</source>
        <translation>将在 %1 重试。</translation>
    </message>
</context>
<context>
    <name>casebook::BackupPanel</name>
    <message>
        <source>Backing up …</source>
        <translation>正在备份…</translation>
    </message>
    <message>
        <source>No backup was made yet</source>
        <translation>尚未备份</translation>
    </message>
    <message>
        <source>Backed up today</source>
        <translation>今天已备份</translation>
    </message>
    <message numerus="yes">
        <source>Backed up %n day(s) ago</source>
        <translation>
            <numerusform>%n 天前备份</numerusform>
        </translation>
    </message>
    <message>
        <source>You can go on working. What is written is read back and checked before it counts.</source>
        <translation>您可以继续工作。写入的内容会重新读出核对，之后才算完成。</translation>
    </message>
    <message>
        <source>What is lost with this disk can&apos;t be brought back.</source>
        <translation>此磁盘一旦损坏，丢失的内容无法找回。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>time, size of a backup</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, read back and checked</source>
        <comment>time and size of a backup</comment>
        <translation>%1，已重新读出核对</translation>
    </message>
    <message>
        <source>%1, not checked</source>
        <comment>time and size of a backup</comment>
        <translation>%1，未核对</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <comment>backup, folder</comment>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>Nothing starts by itself. Home reminds an administrator after seven days.</source>
        <translation>不会自动开始。七天后首页会提醒管理员。</translation>
    </message>
    <message>
        <source>Choose a folder, on another disk than the study.</source>
        <translation>请选择一个文件夹，不要与研究在同一块磁盘上。</translation>
    </message>
    <message>
        <source>The folder can&apos;t be reached now. Connect its disk, or choose another folder.</source>
        <translation>目前无法访问该文件夹。请连接其磁盘，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Starts by itself once a day, while an administrator has the study open.</source>
        <translation>管理员打开研究期间，每天自动开始一次。</translation>
    </message>
    <message>
        <source>Starts by itself every seven days, while an administrator has the study open.</source>
        <translation>管理员打开研究期间，每七天自动开始一次。</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 free, enough for more than ten years</source>
        <translation>剩余 %1，足够使用十年以上</translation>
    </message>
    <message numerus="yes">
        <source>%1 free, enough for about %n day(s)</source>
        <translation>
            <numerusform>剩余 %1，约可使用 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>The database comes first.</source>
        <translation>先备份数据库。</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>上次备份</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>An administrator backs up the study.</source>
        <translation>由管理员备份研究。</translation>
    </message>
    <message>
        <source>When and where</source>
        <translation>时间与位置</translation>
    </message>
    <message>
        <source>How often the study is backed up</source>
        <translation>研究备份的频率</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>backup schedule</comment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Daily</source>
        <comment>backup schedule</comment>
        <translation>每天</translation>
    </message>
    <message>
        <source>Weekly</source>
        <comment>backup schedule</comment>
        <translation>每周</translation>
    </message>
    <message>
        <source>No folder is chosen yet.</source>
        <translation>尚未选择文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Room on the disks</source>
        <translation>磁盘空间</translation>
    </message>
    <message>
        <source>Disk of the study</source>
        <translation>研究所在磁盘</translation>
    </message>
    <message>
        <source>Disk of the backup</source>
        <translation>备份所在磁盘</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>增长</translation>
    </message>
    <message>
        <source>Too little time has passed to tell.</source>
        <translation>时间太短，尚无法判断。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of images in the last %n day(s)</source>
        <translation>
            <numerusform>最近 %n 天新增影像 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Is the backup whole?</source>
        <translation>备份是否完整？</translation>
    </message>
    <message>
        <source>Checking the backup …</source>
        <translation>正在检查备份…</translation>
    </message>
    <message>
        <source>The backup is damaged</source>
        <translation>备份已损坏</translation>
    </message>
    <message>
        <source>The backup is whole</source>
        <translation>备份完整</translation>
    </message>
    <message>
        <source>Not checked in this session</source>
        <translation>本次会话中未检查</translation>
    </message>
    <message>
        <source>Reads every file of the newest backup again, as a restore would.</source>
        <translation>像恢复时那样，重新读取最新备份的每个文件。</translation>
    </message>
    <message>
        <source>Check the backup</source>
        <translation>检查备份</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of the study were damaged when it was made. Verify the study.</source>
        <translation>
            <numerusform>生成该备份时研究中有 %n 处损坏。请校验研究。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::BarFigure</name>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
</context>
<context>
    <name>casebook::CaseGather</name>
    <message numerus="yes">
        <source>overdue %n day(s)</source>
        <translation>
            <numerusform>逾期 %n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n 条质疑</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>未做</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已否定</translation>
    </message>
    <message>
        <source>deferred</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已退出</translation>
    </message>
</context>
<context>
    <name>casebook::CaseOverview</name>
    <message>
        <source>No images yet. Drop a folder of DICOM files on this window.</source>
        <translation>尚无影像。可将 DICOM 文件夹拖入此窗口。</translation>
    </message>
    <message>
        <source>Nothing waits here</source>
        <translation>没有待处理事项</translation>
    </message>
    <message>
        <source>Time line</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Forms that need you</source>
        <translation>需要您处理的表单</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Last changes</source>
        <translation>最近更改</translation>
    </message>
    <message>
        <source>Compare prior and current</source>
        <translation>对比前次与本次</translation>
    </message>
</context>
<context>
    <name>casebook::CasePage</name>
    <message numerus="yes">
        <source>%n form(s) overdue</source>
        <translation>
            <numerusform>%n 份表单逾期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n 条质疑</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the list (Alt+Left)</source>
        <translation>返回列表 (Alt+Left)</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Images %1</source>
        <comment>tab with count</comment>
        <translation>影像 %1</translation>
    </message>
    <message>
        <source>Forms %1 of %2</source>
        <comment>tab: complete of all</comment>
        <translation>表单 %1/%2</translation>
    </message>
    <message>
        <source>Findings %1</source>
        <comment>tab with count</comment>
        <translation>发现 %1</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Reports %1</source>
        <comment>tab with count</comment>
        <translation>报告 %1</translation>
    </message>
    <message>
        <source>Withdrawal of consent …</source>
        <translation>撤回知情同意…</translation>
    </message>
</context>
<context>
    <name>casebook::CaseTimeline</name>
    <message>
        <source>Visits</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>CT</source>
        <translation>CT</translation>
    </message>
    <message>
        <source>Treatment</source>
        <translation>治疗</translation>
    </message>
    <message>
        <source>MMM yy</source>
        <comment>month and year under the time line</comment>
        <translation>yyyy-MM</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>casebook::ChainCheck</name>
    <message>
        <source>The audit of this study is damaged. Verify on the Study page says where.</source>
        <translation>本研究的审计记录已损坏。在“研究”页上验证可查明损坏之处。</translation>
    </message>
</context>
<context>
    <name>casebook::CheckList</name>
    <message>
        <source>Type a code, name or pinyin</source>
        <translation>输入代码、名称或拼音</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>以上都没有</translation>
    </message>
</context>
<context>
    <name>casebook::Cli</name>
    <message>
        <source>Volume %1: %2 x %3 x %4 voxels, %5 x %6 x %7 mm</source>
        <translation>容积 %1：%2 x %3 x %4 体素，%5 x %6 x %7 mm</translation>
    </message>
    <message>
        <source>  first voxel at (%1, %2, %3) mm in LPS</source>
        <translation>  第一个体素位于 LPS (%1, %2, %3) mm</translation>
    </message>
    <message>
        <source>Series %1, %2</source>
        <translation>序列 %1，%2</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Voxels</source>
        <translation>体素</translation>
    </message>
    <message>
        <source>ml</source>
        <translation>ml</translation>
    </message>
    <message>
        <source>Overlay %1, %2, placement %3</source>
        <translation>叠加层 %1，%2，位置状态 %3</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在校验</translation>
    </message>
    <message>
        <source>%1 rows are as they were written.</source>
        <translation>%1 行均与写入时一致。</translation>
    </message>
    <message>
        <source>Row %1 is damaged: %2</source>
        <translation>第 %1 行已损坏：%2</translation>
    </message>
    <message>
        <source>The study is as it was written.</source>
        <translation>研究与写入时一致。</translation>
    </message>
    <message>
        <source>Damaged (%1): %2, %3</source>
        <translation>已损坏（%1）：%2，%3</translation>
    </message>
    <message>
        <source>Passphrase:</source>
        <translation>口令：</translation>
    </message>
    <message>
        <source>Lists the audit trail.</source>
        <translation>列出稽查轨迹。</translation>
    </message>
    <message>
        <source>Checks the chain of the audit trail.</source>
        <translation>校验稽查轨迹的链。</translation>
    </message>
    <message>
        <source>The same again:</source>
        <translation>请再次输入：</translation>
    </message>
    <message>
        <source>Another program has the study open; it is read beside it.</source>
        <translation>另一程序已打开该研究；此处以只读方式读取。</translation>
    </message>
    <message>
        <source>Another person set this passphrase. Change it: casebook-cli user passphrase.</source>
        <translation>此口令由他人设置。请更改：casebook-cli user passphrase。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) read.</source>
        <translation>
            <numerusform>已读取 %n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 imported, %2 there already, %3 refused.</source>
        <translation>已导入 %1 个，已存在 %2 个，拒收 %3 个。</translation>
    </message>
    <message>
        <source>placed</source>
        <translation>已定位</translation>
    </message>
    <message>
        <source>Series %1 waits for a person: %2</source>
        <translation>序列 %1 等待人工处理：%2</translation>
    </message>
    <message>
        <source>Refused: %1 (%2)</source>
        <translation>拒收：%1（%2）</translation>
    </message>
    <message>
        <source>The import was interrupted. What it had taken is there; import again to take the rest.</source>
        <translation>导入曾中断。已收入的内容仍在；再次导入可补齐其余部分。</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Takes DICOM files, folders and archives into the study.</source>
        <translation>将 DICOM 文件、文件夹和压缩包导入研究。</translation>
    </message>
    <message>
        <source>Lists the subjects of the study.</source>
        <translation>列出研究的受试者。</translation>
    </message>
    <message>
        <source>Lists the exams of the study.</source>
        <translation>列出研究的检查。</translation>
    </message>
    <message>
        <source>Lists the series of the study.</source>
        <translation>列出研究的序列。</translation>
    </message>
    <message>
        <source>Lists the overlays of the study.</source>
        <translation>列出研究的叠加层。</translation>
    </message>
    <message>
        <source>Lists what was imported, and when.</source>
        <translation>列出导入的内容和时间。</translation>
    </message>
    <message>
        <source>The option %1 is not known here. See casebook-cli --help.</source>
        <translation>此处不支持选项 %1。请参阅 casebook-cli --help。</translation>
    </message>
    <message>
        <source>The option %1 needs a value.</source>
        <translation>选项 %1 需要一个值。</translation>
    </message>
    <message>
        <source>The option %1 takes no value.</source>
        <translation>选项 %1 不带值。</translation>
    </message>
    <message>
        <source>The option %1 is needed here.</source>
        <translation>此处需要选项 %1。</translation>
    </message>
    <message>
        <source>%2 is not a value that %1 can have.</source>
        <translation>%2 不是 %1 的有效值。</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;. See casebook-cli --help.</source>
        <translation>没有命令“%1”。请参阅 casebook-cli --help。</translation>
    </message>
    <message>
        <source>The command &quot;%1&quot; is not in this version.</source>
        <translation>此版本没有命令“%1”。</translation>
    </message>
    <message>
        <source>The command &quot;%1&quot; needs more. See casebook-cli %1 --help.</source>
        <translation>命令“%1”缺少参数。请参阅 casebook-cli %1 --help。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is too much for this command.</source>
        <translation>此命令不接受“%1”。</translation>
    </message>
    <message>
        <source>No study was named. Give --study DIR, or set CASEBOOK_STUDY.</source>
        <translation>未指定研究。请给出 --study DIR，或设置 CASEBOOK_STUDY。</translation>
    </message>
    <message>
        <source>The study has several users. Give --user NAME, or set CASEBOOK_USER.</source>
        <translation>该研究有多个用户。请给出 --user NAME，或设置 CASEBOOK_USER。</translation>
    </message>
    <message>
        <source>Others can read the passphrase file. Set its mode to 600 and try again.</source>
        <translation>他人可以读取口令文件。请将其权限设为 600 后重试。</translation>
    </message>
    <message>
        <source>The passphrase file cannot be read, or is empty.</source>
        <translation>口令文件无法读取或为空。</translation>
    </message>
    <message>
        <source>There is no terminal to ask for the passphrase on. Give --passphrase-file F.</source>
        <translation>没有可输入口令的终端。请用 --passphrase-file F 给出口令文件。</translation>
    </message>
    <message>
        <source>There is no terminal to show the recovery words on. Give --recovery-file F.</source>
        <translation>没有可显示恢复词的终端。请用 --recovery-file F 指定写入恢复词的文件。</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>两次输入的口令不一致。</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2</source>
        <translation>无法写入文件 %1：%2</translation>
    </message>
    <message>
        <source>%1 is there already and is not written over.</source>
        <translation>%1 已存在，不会被覆盖。</translation>
    </message>
    <message>
        <source>The series has no volume of that number.</source>
        <translation>该序列没有此编号的容积。</translation>
    </message>
    <message>
        <source>The 3D view needs a display. Run it where there is one, or under Xvfb.</source>
        <translation>三维视图需要显示器。请在有显示器的环境或 Xvfb 下运行。</translation>
    </message>
    <message>
        <source>Segments of this overlay overlap, which a label map cannot hold. Choose one with --segment N.</source>
        <translation>此叠加层的分割相互重叠，标签图无法保存。请用 --segment N 选择一个。</translation>
    </message>
    <message>
        <source>The overlay has no segment %1.</source>
        <translation>该叠加层没有分割 %1。</translation>
    </message>
    <message>
        <source>What was read back is not what was written.</source>
        <translation>读回的内容与写入的不一致。</translation>
    </message>
    <message>
        <source>The bench %1 could not be run to its end.</source>
        <translation>性能测试 %1 未能运行完毕。</translation>
    </message>
    <message>
        <source>%1 is not installed beside this program.</source>
        <translation>%1 未与本程序一同安装。</translation>
    </message>
    <message>
        <source>Usage: casebook-cli [--study DIR] [--user NAME] [--passphrase-file F] [--json] [--lang en|zh] COMMAND ...</source>
        <translation>用法：casebook-cli [--study DIR] [--user NAME] [--passphrase-file F] [--json] [--lang en|zh] COMMAND ...</translation>
    </message>
    <message>
        <source>CASEBOOK_STUDY, CASEBOOK_USER and CASEBOOK_PASSPHRASE_FILE stand for the first three options. A passphrase is never an argument. Data goes to stdout, progress and messages to stderr.</source>
        <translation>CASEBOOK_STUDY、CASEBOOK_USER 和 CASEBOOK_PASSPHRASE_FILE 可代替前三个选项。口令从不作为参数。数据输出到 stdout，进度和消息输出到 stderr。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) written to %1.</source>
        <translation>
            <numerusform>已将 %n 个文件写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Says what an overlay holds and where it belongs.</source>
        <translation>显示叠加层的内容及其所属位置。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Reference value</source>
        <translation>参照值</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比值</translation>
    </message>
    <message>
        <source>Making</source>
        <translation>正在生成</translation>
    </message>
    <message numerus="yes">
        <source>A synthetic chest with %n nodule(s) was written to %1.</source>
        <translation>
            <numerusform>含 %n 个结节的模拟胸部 CT 已写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Writes a synthetic chest CT with a segmentation of its nodules.</source>
        <translation>生成模拟胸部 CT 及其结节分割。</translation>
    </message>
    <message>
        <source>Checks this installation with a study of its own, which it removes.</source>
        <translation>用自建的研究检查此安装，完成后将其删除。</translation>
    </message>
    <message>
        <source>Measures this machine beside a reference in the same run.</source>
        <translation>在同一次运行中将本机性能与参照一同测量。</translation>
    </message>
    <message>
        <source>Says the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>For research use only, not for diagnosis</source>
        <translation>仅供研究使用，不用于诊断</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>模拟数据</translation>
    </message>
    <message>
        <source>Placement confirmed by %1</source>
        <translation>位置由 %1 确认</translation>
    </message>
    <message>
        <source>Draws a picture of a series, as the window does.</source>
        <translation>绘制序列的图片，与窗口中所见相同。</translation>
    </message>
    <message>
        <source>good</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>BAD</source>
        <translation>异常</translation>
    </message>
    <message>
        <source>Study: %1</source>
        <translation>研究：%1</translation>
    </message>
    <message>
        <source>Site: %1</source>
        <translation>中心：%1</translation>
    </message>
    <message>
        <source>Users: %1</source>
        <translation>用户：%1</translation>
    </message>
    <message>
        <source>Format %1, schema %2</source>
        <translation>格式 %1，结构 %2</translation>
    </message>
    <message>
        <source>Recovery words. They open the study when the passphrase is lost, and are shown this once. Write them down:</source>
        <translation>恢复词。口令遗失时用它们打开研究，仅显示这一次。请抄写下来：</translation>
    </message>
    <message>
        <source>Type group %1:</source>
        <translation>请输入第 %1 组：</translation>
    </message>
    <message>
        <source>The unfinished study in %1 could not be removed. Remove the folder by hand.</source>
        <translation>无法删除 %1 中未完成的研究。请手动删除该文件夹。</translation>
    </message>
    <message>
        <source>Passphrase of the new study:</source>
        <translation>新研究的口令：</translation>
    </message>
    <message>
        <source>The study &quot;%1&quot; was made in %2. Its user is %3.</source>
        <translation>已在 %2 中建立研究“%1”。其用户为 %3。</translation>
    </message>
    <message>
        <source>Subjects: %1</source>
        <translation>受试者：%1</translation>
    </message>
    <message>
        <source>Series: %1</source>
        <translation>序列：%1</translation>
    </message>
    <message>
        <source>Makes a new encrypted study in a folder that is absent or empty.</source>
        <translation>在尚不存在或空的文件夹中建立新的加密研究。</translation>
    </message>
    <message>
        <source>Says what the study is and what is in it.</source>
        <translation>显示研究的信息及其内容。</translation>
    </message>
    <message>
        <source>Subject %1: %2</source>
        <translation>受试者 %1：%2</translation>
    </message>
    <message>
        <source>Enrols a subject; without LABEL it gets the next free one.</source>
        <translation>入组受试者；不给 LABEL 时取下一个可用编号。</translation>
    </message>
    <message>
        <source>Changes the label or the name of a subject.</source>
        <translation>更改受试者的编号或姓名。</translation>
    </message>
    <message>
        <source>The old passphrase again:</source>
        <translation>请再次输入旧口令：</translation>
    </message>
    <message>
        <source>New passphrase:</source>
        <translation>新口令：</translation>
    </message>
    <message>
        <source>The passphrase was changed.</source>
        <translation>口令已更改。</translation>
    </message>
    <message>
        <source>First passphrase of the new user:</source>
        <translation>新用户的初始口令：</translation>
    </message>
    <message>
        <source>The user %1 was added.</source>
        <translation>已添加用户 %1。</translation>
    </message>
    <message>
        <source>The user %1 was disabled.</source>
        <translation>已停用用户 %1。</translation>
    </message>
    <message>
        <source>Adds a user, who must change the first passphrase.</source>
        <translation>添加用户，该用户必须更改初始口令。</translation>
    </message>
    <message>
        <source>Takes a user&apos;s access away; what the user did stays.</source>
        <translation>取消用户的访问权限；该用户做过的工作保留。</translation>
    </message>
    <message>
        <source>The series has %1 volumes; number %2, the largest, was taken. Choose with --volume N.</source>
        <translation>该序列有 %1 个容积；已取最大的第 %2 个。可用 --volume N 选择。</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写入</translation>
    </message>
    <message>
        <source>Says the geometry, numbers and hash of every volume of a series.</source>
        <translation>显示序列每个容积的几何、数值和哈希值。</translation>
    </message>
    <message>
        <source>Writes a volume, or into DIR the files as they were received.</source>
        <translation>写出容积，或将原样保存的文件写入 DIR。</translation>
    </message>
    <message>
        <source>Cohort</source>
        <translation>队列</translation>
    </message>
    <message numerus="yes">
        <source>Cohort %1: %n subject(s)</source>
        <translation>
            <numerusform>队列 %1：%n 名受试者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n 名受试者</numerusform>
        </translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>All subjects: %1</source>
        <translation>全部受试者：%1</translation>
    </message>
    <message>
        <source>Members: %1</source>
        <translation>成员：%1</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>in</source>
        <translation>进入</translation>
    </message>
    <message>
        <source>out</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Unchanged: %1</source>
        <translation>未变：%1</translation>
    </message>
    <message>
        <source>In both: %1, only in the first: %2, only in the second: %3</source>
        <translation>两者都有：%1，仅在第一个：%2，仅在第二个：%3</translation>
    </message>
    <message>
        <source>Freezes who meets the criteria now. Each --where is one line of the flow.</source>
        <translation>冻结当前符合条件的受试者。每个 --where 是流程图的一行。</translation>
    </message>
    <message>
        <source>Lists the cohorts of the study.</source>
        <translation>列出研究的队列。</translation>
    </message>
    <message>
        <source>Counts the subjects of a cohort, or those who meet criteria now.</source>
        <translation>统计一个队列的受试者数，或当前符合条件的受试者数。</translation>
    </message>
    <message>
        <source>Lists the subjects of a cohort.</source>
        <translation>列出一个队列的受试者。</translation>
    </message>
    <message>
        <source>Shows how many subjects each line of the criteria leaves.</source>
        <translation>显示每行条件之后剩余的受试者数。</translation>
    </message>
    <message>
        <source>Compares a frozen cohort with its criteria today, or two cohorts.</source>
        <translation>比较冻结的队列与其条件的当前结果，或比较两个队列。</translation>
    </message>
    <message>
        <source>Making the demo study</source>
        <translation>正在生成演示研究</translation>
    </message>
    <message numerus="yes">
        <source>The demo study with %n synthetic subject(s) is in %1.</source>
        <translation>
            <numerusform>含 %n 名虚构受试者的演示研究位于 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Makes the demo study: synthetic subjects with forms, CT, AI results and tasks.</source>
        <translation>生成演示研究：虚构受试者及其表单、CT、AI 结果和任务。</translation>
    </message>
    <message>
        <source>Export %1: %2 subjects, %3 image objects, %4 tables in %5.</source>
        <translation>导出%1：受试者%2例，影像对象%3个，数据表%4个，位于%5。</translation>
    </message>
    <message>
        <source>Left out: %1, %2 objects, %3</source>
        <translation>未纳入：%1，%2个对象，%3</translation>
    </message>
    <message>
        <source>The study has changed since the first time: these are not the same bytes.</source>
        <translation>研究内容自首次导出后已改变，字节不相同。</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>%1 subjects, %2 image objects, %3 tables. Nothing was written.</source>
        <translation>受试者%1例，影像对象%2个，数据表%3个。未写入任何内容。</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>%1 files, nothing found.</source>
        <translation>共%1个文件，未发现问题。</translation>
    </message>
    <message>
        <source>%1 faults:</source>
        <translation>%1处问题：</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Writes a de-identified data set of a cohort: tables and images.</source>
        <translation>导出队列的去标识数据集：数据表和影像。</translation>
    </message>
    <message>
        <source>Writes the de-identified images of a cohort.</source>
        <translation>导出队列的去标识影像。</translation>
    </message>
    <message>
        <source>Writes the de-identified tables of a cohort.</source>
        <translation>导出队列的去标识数据表。</translation>
    </message>
    <message>
        <source>Looks for every identifier of the study in a finished data set.</source>
        <translation>在已完成的数据集中查找本研究的全部标识符。</translation>
    </message>
    <message>
        <source>Lists the data sets that were exported.</source>
        <translation>列出已导出的数据集。</translation>
    </message>
    <message>
        <source>(blank)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Evaluate an expression of the study&apos;s rule language</source>
        <translation>计算一条研究规则语言的表达式</translation>
    </message>
    <message>
        <source>Finding %1: %2</source>
        <translation>发现 %1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) taken.</source>
        <translation>
            <numerusform>已导入 %n 个发现。</numerusform>
        </translation>
    </message>
    <message>
        <source>Lists the findings of AI and readers.</source>
        <translation>列出 AI 和阅片者的发现。</translation>
    </message>
    <message>
        <source>Judges a finding in one&apos;s own reading.</source>
        <translation>在自己的阅片中判定一个发现。</translation>
    </message>
    <message>
        <source>Adds a finding of one&apos;s own, in LPS mm.</source>
        <translation>添加自己的发现，坐标为 LPS 毫米。</translation>
    </message>
    <message>
        <source>Takes the findings of an algorithm (casebook.findings/1).</source>
        <translation>导入算法的发现（casebook.findings/1）。</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message numerus="yes">
        <source>%n open query(ies)</source>
        <translation>
            <numerusform>%n 条未关闭的质疑</numerusform>
        </translation>
    </message>
    <message>
        <source>held</source>
        <translation>保留（隐藏）</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) written.</source>
        <translation>
            <numerusform>已写入 %n 个条目。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies) opened.</source>
        <translation>
            <numerusform>已提出 %n 条质疑。</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows a form. FORM: its id, or SUBJECT/VISIT[#REPEAT]/FORM, or SUBJECT/FORM.</source>
        <translation>显示一份表单。FORM：其编号，或 受试者/访视[#次数]/表单，或 受试者/表单。</translation>
    </message>
    <message>
        <source>Enters values. ITEM: its name, or GROUP[N].NAME; the next N adds a row. =UNK is a reason why a value is missing, nothing after = clears.</source>
        <translation>录入数值。ITEM：条目名，或 组[N].条目名；下一个 N 会新增一行。=UNK 是缺失原因，= 后为空则清除。</translation>
    </message>
    <message>
        <source>Runs the checks of a form and brings calculated values up to date.</source>
        <translation>运行表单的核查，并更新计算值。</translation>
    </message>
    <message>
        <source>Locks a complete form without open queries, or any form with a reason.</source>
        <translation>锁定已完成且无未关闭质疑的表单，或说明原因锁定任何表单。</translation>
    </message>
    <message>
        <source>Marks items as verified against their source; without ITEM all.</source>
        <translation>将条目标记为已与原始资料核对；不写 ITEM 则为全部。</translation>
    </message>
    <message>
        <source>Marks a form as not done; none of its items is filled.</source>
        <translation>将表单标记为未做；不填写任何条目。</translation>
    </message>
    <message>
        <source>Takes a row out of a form; it stays in the audit trail.</source>
        <translation>从表单中作废一行；审计记录中保留。</translation>
    </message>
    <message>
        <source>Shows every value that an item had, with who, when and why.</source>
        <translation>显示条目的所有历史数值，以及何人、何时、为何修改。</translation>
    </message>
    <message>
        <source>Lists the forms that are begun, with their states.</source>
        <translation>列出已开始的表单及其状态。</translation>
    </message>
    <message>
        <source>Lists the visits, planned ones too, with their windows and states.</source>
        <translation>列出访视（含计划中的），及其时间窗和状态。</translation>
    </message>
    <message>
        <source>Lists the queries, oldest first.</source>
        <translation>列出质疑，最早的在前。</translation>
    </message>
    <message>
        <source>The file was refused; nothing was changed.</source>
        <translation>文件被拒绝；未做任何更改。</translation>
    </message>
    <message>
        <source>%1 forms with %2 items.</source>
        <translation>%1 个表单，%2 个条目。</translation>
    </message>
    <message>
        <source>Published as version %1 of the study&apos;s definition.</source>
        <translation>已发布为研究定义的第 %1 版。</translation>
    </message>
    <message>
        <source>%1 values in %2 forms.</source>
        <translation>%2 个表单中的 %1 个值。</translation>
    </message>
    <message>
        <source>Adapted: %1 (%2)</source>
        <translation>已调整：%1（%2）</translation>
    </message>
    <message>
        <source>Takes forms and data from an ODM 1.3.2 file.</source>
        <translation>从 ODM 1.3.2 文件读取表单和数据。</translation>
    </message>
    <message>
        <source>Query %1: %2</source>
        <translation>质疑 %1：%2</translation>
    </message>
    <message>
        <source>Asks a question on an item, or on a form as a whole.</source>
        <translation>对条目或整份表单提出质疑。</translation>
    </message>
    <message>
        <source>Shows a query with everything said in it.</source>
        <translation>显示一条质疑及其全部对话。</translation>
    </message>
    <message>
        <source>Opens a query that was a candidate.</source>
        <translation>正式提出候选质疑。</translation>
    </message>
    <message>
        <source>Answers an open query; needs a text.</source>
        <translation>答复一条质疑；需要填写文字。</translation>
    </message>
    <message>
        <source>Accepts the answer to a query.</source>
        <translation>接受对质疑的答复。</translation>
    </message>
    <message>
        <source>Asks again: the answer is not accepted; needs a text.</source>
        <translation>再次提问：不接受答复；需要填写文字。</translation>
    </message>
    <message>
        <source>Takes a query back.</source>
        <translation>撤回质疑。</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Subjects, events</source>
        <translation>受试者数，事件数</translation>
    </message>
    <message>
        <source>Median survival (95 % log-log interval)</source>
        <translation>中位生存时间（95 % log-log 区间）</translation>
    </message>
    <message>
        <source>Median follow-up (reverse Kaplan-Meier)</source>
        <translation>中位随访时间（反向 Kaplan-Meier）</translation>
    </message>
    <message>
        <source>Log-rank test</source>
        <translation>Log-rank 检验</translation>
    </message>
    <message>
        <source>Hazard ratio of %1 (95 % interval)</source>
        <translation>%1 的风险比（95 % 区间）</translation>
    </message>
    <message>
        <source>%1 is not given: %2</source>
        <translation>未给出 %1：%2</translation>
    </message>
    <message>
        <source>Computes all figures of a CSV file; needs no study.</source>
        <translation>计算 CSV 文件的全部统计量，无需打开研究。</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>All (n = %1)</source>
        <translation>全部 (n = %1)</translation>
    </message>
    <message>
        <source>%1 (n = %2)</source>
        <translation>%1 (n = %2)</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>SMD</source>
        <translation>SMD</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件数</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Describes a cohort by groups, with tests and their names.</source>
        <translation>按组描述队列，给出检验及其名称。</translation>
    </message>
    <message>
        <source>Estimates survival of a cohort (Kaplan-Meier, log-rank, hazard ratio).</source>
        <translation>估计队列的生存（Kaplan-Meier、log-rank、风险比）。</translation>
    </message>
    <message>
        <source>Describes columns of the analysis table, missing values by reason.</source>
        <translation>描述分析表的各列，缺失值按原因列出。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) read.</source>
        <translation>
            <numerusform>读取了 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 new, %2 changed, %3 the same, %4 refused.</source>
        <translation>新增 %1，修改 %2，相同 %3，拒绝 %4。</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>第 %1 行，列 %2：%3</translation>
    </message>
    <message>
        <source>The same file was imported before.</source>
        <translation>此前已导入过同一文件。</translation>
    </message>
    <message>
        <source>A trial: nothing was written.</source>
        <translation>试运行：没有写入任何内容。</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>Definition %1, version %2, is in force.</source>
        <translation>定义 %1 第 %2 版已启用。</translation>
    </message>
    <message>
        <source>Enrols subjects from a table; nothing is written where a cell is refused.</source>
        <translation>从表格入组受试者；有单元格被拒绝时不写入任何内容。</translation>
    </message>
    <message>
        <source>Takes item values from a table by a mapping file.</source>
        <translation>按映射文件从表格读取条目数值。</translation>
    </message>
    <message>
        <source>Lists the versions of the study&apos;s definition.</source>
        <translation>列出研究定义的各个版本。</translation>
    </message>
    <message>
        <source>Puts the shipped lung cancer study&apos;s forms and visits in force.</source>
        <translation>启用自带的肺癌研究的表单和访视。</translation>
    </message>
    <message>
        <source>Task %1: %2, %3, %4</source>
        <translation>任务 %1：%2，%3，%4</translation>
    </message>
    <message>
        <source>Gives a reader a case to read. The mode must be chosen.</source>
        <translation>给阅片者分配一个病例。必须选择模式。</translation>
    </message>
    <message>
        <source>Lists the reading tasks.</source>
        <translation>列出阅片任务。</translation>
    </message>
    <message>
        <source>Shows a task and what is missing for closing it.</source>
        <translation>显示任务以及关闭它还缺少什么。</translation>
    </message>
    <message>
        <source>Begins to read the case of a task.</source>
        <translation>开始阅读任务的病例。</translation>
    </message>
    <message>
        <source>Closes the first read in mode second; then finishes the reading.</source>
        <translation>在第二阅片者模式下关闭首次阅片；之后完成阅片。</translation>
    </message>
    <message>
        <source>Puts a task at the end of its reader&apos;s list.</source>
        <translation>把任务移到阅片者列表的末尾。</translation>
    </message>
    <message>
        <source>Keeps a task for its reader, or frees it.</source>
        <translation>为阅片者保留任务，或取消保留。</translation>
    </message>
    <message>
        <source>Sets another prior beside the case; without --series there is none.</source>
        <translation>为病例设置另一既往检查；不给 --series 则没有既往检查。</translation>
    </message>
    <message>
        <source>Gives a task to another reader.</source>
        <translation>把任务转给另一位阅片者。</translation>
    </message>
    <message>
        <source>Opens a finished reading again.</source>
        <translation>重新打开已完成的阅片。</translation>
    </message>
    <message>
        <source>Lists the users of the study with their roles.</source>
        <translation>列出研究的用户及其角色。</translation>
    </message>
    <message>
        <source>Shows a user&apos;s roles, or replaces them by those that are named.</source>
        <translation>显示用户的角色，或替换为指定的角色。</translation>
    </message>
    <message>
        <source>Series:</source>
        <translation>序列：</translation>
    </message>
    <message>
        <source>Passphrase when the backup was made:</source>
        <translation>制作备份时的口令：</translation>
    </message>
    <message>
        <source>Checks every file of the study, or of a backup; --objects decrypts every image too.</source>
        <translation>检查研究或备份的每个文件；--objects 还会解密每幅影像。</translation>
    </message>
    <message>
        <source>The exam has no visit yet.</source>
        <translation>检查尚无访视。</translation>
    </message>
    <message>
        <source>The exam belongs to no visit.</source>
        <translation>检查不属于任何访视。</translation>
    </message>
    <message>
        <source>The exam belongs to visit %1.</source>
        <translation>检查属于访视 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) were linked to the visit of their day.</source>
        <translation>
            <numerusform>%n 个检查已归入当日的访视。</numerusform>
        </translation>
    </message>
    <message>
        <source>Says which visit an exam belongs to; a change needs a reason.</source>
        <translation>说明检查属于哪次访视；更改需要理由。</translation>
    </message>
    <message>
        <source>Takes back what was said about an exam&apos;s visit.</source>
        <translation>收回对检查所属访视的说明。</translation>
    </message>
    <message>
        <source>Links exams to the visits that their dates propose; without EXAM all that have one.</source>
        <translation>将检查归入其日期建议的访视；不给 EXAM 时处理全部有建议的检查。</translation>
    </message>
    <message>
        <source>Line %1 of the mapping table has no images.</source>
        <translation>对照表第 %1 行没有对应的影像。</translation>
    </message>
    <message>
        <source>Series %1 has no row in the mapping table.</source>
        <translation>序列 %1 在对照表中没有对应的行。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of %1 declare a wrong character set; their text was read as %2.</source>
        <translation>
            <numerusform>来自 %1 的 %n 个文件声明的字符集有误；其文字已按 %2 读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>Same image, other header: %1 (%2)</source>
        <translation>影像相同而文件头不同：%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%n measurement(s) on %1</source>
        <translation>
            <numerusform>%1 上有 %n 项测量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reading(s) of %1</source>
        <translation>
            <numerusform>%1 有 %n 次阅片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) on %1</source>
        <translation>
            <numerusform>%1 上有 %n 个发现</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overlay(s) on %1</source>
        <translation>
            <numerusform>%1 上有 %n 个叠加层</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n move(s) of %1</source>
        <translation>
            <numerusform>%1 有 %n 次移动</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n released data set(s) of %1</source>
        <translation>
            <numerusform>%1 有 %n 个已发布的数据集</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) of %1</source>
        <translation>
            <numerusform>%1 有 %n 份表单</numerusform>
        </translation>
    </message>
    <message>
        <source>Taking back</source>
        <translation>正在撤回</translation>
    </message>
    <message>
        <source>The import was taken back.</source>
        <translation>导入已撤回。</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>Nothing was written. An import would do this:</source>
        <translation>未写入任何内容。导入将会：</translation>
    </message>
    <message>
        <source>Takes a NIfTI, NRRD or MetaImage file over a series: labels, or values.</source>
        <translation>将 NIfTI、NRRD 或 MetaImage 文件放到一个序列上：标签或数值。</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>没有等待处理的事项。</translation>
    </message>
    <message>
        <source>The series %1 was settled.</source>
        <translation>序列 %1 已处理。</translation>
    </message>
    <message numerus="yes">
        <source>%n header(s) were read anew.</source>
        <translation>
            <numerusform>已重新读取 %n 个文件头。</numerusform>
        </translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>未决定</translation>
    </message>
    <message>
        <source>Lists what imports ask a person.</source>
        <translation>列出导入时需要人工决定的事项。</translation>
    </message>
    <message>
        <source>Says which of two files of one image is right.</source>
        <translation>指明同一影像的两个文件中哪一个正确。</translation>
    </message>
    <message>
        <source>Sources whose text was guessed, and a person&apos;s word on one.</source>
        <translation>文字经推测的来源，以及对其中之一的人工决定。</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>Backed up as %1: %2 new files, %3 MiB, read back and checked.</source>
        <translation>已备份为 %1：%2 个新文件，%3 MiB，已回读并检查。</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>The study was restored from %1 to %2.</source>
        <translation>研究已从 %1 恢复到 %2。</translation>
    </message>
    <message>
        <source>Compacting</source>
        <translation>正在压缩空间</translation>
    </message>
    <message>
        <source>%1 files removed, %2 KiB given back.</source>
        <translation>已移除 %1 个文件，释放 %2 KiB。</translation>
    </message>
    <message>
        <source>Your passphrase again:</source>
        <translation>请再次输入您的口令：</translation>
    </message>
    <message>
        <source>The recovery words are new. The old ones open nothing any more.</source>
        <translation>恢复词已更新。旧恢复词不再能打开任何内容。</translation>
    </message>
    <message>
        <source>Recovery words:</source>
        <translation>恢复词：</translation>
    </message>
    <message>
        <source>These words open the study.</source>
        <translation>这些恢复词能打开本研究。</translation>
    </message>
    <message>
        <source>Each user unlocks once with this code and then chooses a passphrase:</source>
        <translation>每位用户用此代码解锁一次，然后设定新口令：</translation>
    </message>
    <message>
        <source>Your passphrase:</source>
        <translation>您的口令：</translation>
    </message>
    <message>
        <source>Changing the keys</source>
        <translation>正在更换密钥</translation>
    </message>
    <message>
        <source>The study has a new key. Old copies of its header open nothing that is written from now on.</source>
        <translation>本研究已有新密钥。旧的文件头副本不能打开此后写入的任何内容。</translation>
    </message>
    <message>
        <source>Makes a study in DIR from a backup.</source>
        <translation>由备份在 DIR 中恢复研究。</translation>
    </message>
    <message>
        <source>Gives the space of removed things back to the disk.</source>
        <translation>将已移除内容占用的空间归还磁盘。</translation>
    </message>
    <message>
        <source>Makes new recovery words; the old ones become worthless.</source>
        <translation>生成新的恢复词；旧恢复词随即失效。</translation>
    </message>
    <message>
        <source>Proves that recovery words open the study.</source>
        <translation>验证恢复词能否打开本研究。</translation>
    </message>
    <message>
        <source>Gives the study a new key; other users get a code for their next unlock.</source>
        <translation>更换研究密钥；其他用户会得到下次解锁用的代码。</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>By</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Lists the lengths measured on a series.</source>
        <translation>列出在序列上测量的长度。</translation>
    </message>
    <message>
        <source>Keeps a length between two places in the patient, in mm.</source>
        <translation>保存患者坐标中两点间的长度（mm）。</translation>
    </message>
    <message>
        <source>Gives the volumes of the segments of an overlay.</source>
        <translation>给出叠加层各分割的体积。</translation>
    </message>
    <message>
        <source>Writes measurements and volumes of a series as DICOM SR (TID 1500).</source>
        <translation>将序列的测量和体积写为 DICOM SR（TID 1500）。</translation>
    </message>
    <message>
        <source>Writes the key images of a series as DICOM key object selection.</source>
        <translation>将序列的关键图像写为 DICOM 关键对象选择。</translation>
    </message>
    <message>
        <source>The study may use the network.</source>
        <translation>本研究可以使用网络。</translation>
    </message>
    <message>
        <source>The study does not use the network.</source>
        <translation>本研究不使用网络。</translation>
    </message>
    <message>
        <source>Asking</source>
        <translation>正在询问</translation>
    </message>
    <message>
        <source>%1 answers.</source>
        <translation>%1 有应答。</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>正在搜索</translation>
    </message>
    <message>
        <source>The peer has more than these. Narrow the search.</source>
        <translation>对方还有更多。请缩小搜索范围。</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>正在接收</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>%1 sent, %2 refused by the peer.</source>
        <translation>已发送 %1，对方拒绝 %2。</translation>
    </message>
    <message>
        <source>Peer %1: %2</source>
        <translation>机器 %1：%2</translation>
    </message>
    <message>
        <source>Changes a setting of the study.</source>
        <translation>更改研究的设置。</translation>
    </message>
    <message>
        <source>Keeps another machine in the study&apos;s list.</source>
        <translation>将另一台机器记入研究的列表。</translation>
    </message>
    <message>
        <source>The machines that the study knows.</source>
        <translation>研究已知的机器。</translation>
    </message>
    <message>
        <source>Takes a machine off the study&apos;s list.</source>
        <translation>从研究的列表中移除一台机器。</translation>
    </message>
    <message>
        <source>Asks another machine whether it is there.</source>
        <translation>询问另一台机器是否在线。</translation>
    </message>
    <message>
        <source>Searches another machine for exams or series.</source>
        <translation>在另一台机器上搜索检查或序列。</translation>
    </message>
    <message>
        <source>Fetches an exam or a series into the study.</source>
        <translation>将检查或序列取入研究。</translation>
    </message>
    <message>
        <source>Sends originals to another machine, with the names in them.</source>
        <translation>将带有姓名的原件发送到另一台机器。</translation>
    </message>
    <message>
        <source>Searches a DICOMweb service for exams or series.</source>
        <translation>在 DICOMweb 服务中搜索检查或序列。</translation>
    </message>
    <message>
        <source>Fetches an exam or a series from a DICOMweb service.</source>
        <translation>从 DICOMweb 服务取入检查或序列。</translation>
    </message>
    <message>
        <source>Sends originals to a DICOMweb service, with the names in them.</source>
        <translation>将带有姓名的原件发送到 DICOMweb 服务。</translation>
    </message>
    <message>
        <source>Takes in what allowed machines send.</source>
        <translation>接收允许的机器发来的内容。</translation>
    </message>
    <message>
        <source>Writes an overlay as label map or DICOM segmentation, or the PDF inside a DICOM object.</source>
        <translation>将叠加层写为标签图或 DICOM 分割，或写出 DICOM 对象中的 PDF。</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n number(s)</source>
        <translation>
            <numerusform>%1，%n 个数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n image(s)</source>
        <translation>
            <numerusform>%1：%n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Marked by</source>
        <translation>标记者</translation>
    </message>
    <message>
        <source>Marked as key image.</source>
        <translation>已标记为关键图像。</translation>
    </message>
    <message>
        <source>No key image any more.</source>
        <translation>不再是关键图像。</translation>
    </message>
    <message>
        <source>Lists structured reports, key objects and presentation states.</source>
        <translation>列出结构化报告、关键对象和显示状态。</translation>
    </message>
    <message>
        <source>Shows the content of a structured report or presentation state.</source>
        <translation>显示结构化报告或显示状态的内容。</translation>
    </message>
    <message>
        <source>Lists the key images of a series.</source>
        <translation>列出序列的关键图像。</translation>
    </message>
    <message>
        <source>Marks an image of a series as key image.</source>
        <translation>将序列的一幅图像标记为关键图像。</translation>
    </message>
    <message>
        <source>Takes the mark of a key image away.</source>
        <translation>取消关键图像的标记。</translation>
    </message>
    <message>
        <source>%1 series with %2 images would go from %3 to %4.</source>
        <translation>%1 个序列（%2 幅影像）将从 %3 移到 %4。</translation>
    </message>
    <message>
        <source>%1 series with %2 images went from %3 to %4.</source>
        <translation>%1 个序列（%2 幅影像）已从 %3 移到 %4。</translation>
    </message>
    <message>
        <source>Other series of the exam stay.</source>
        <translation>该检查的其他序列不动。</translation>
    </message>
    <message>
        <source>Overlays: %1</source>
        <translation>叠加层：%1</translation>
    </message>
    <message>
        <source>Findings: %1</source>
        <translation>发现：%1</translation>
    </message>
    <message>
        <source>Measurements: %1</source>
        <translation>测量：%1</translation>
    </message>
    <message>
        <source>Reading tasks: %1</source>
        <translation>阅片任务：%1</translation>
    </message>
    <message>
        <source>Forms that go along: %1</source>
        <translation>一并移动的表单：%1</translation>
    </message>
    <message>
        <source>Values that stay and get a query: %1</source>
        <translation>留下并产生质疑的值：%1</translation>
    </message>
    <message>
        <source>Readings that lose their prior: %1</source>
        <translation>失去既往检查的阅片：%1</translation>
    </message>
    <message>
        <source>Released sets that keep what they hold: %1</source>
        <translation>保持原内容的已发布导出集：%1</translation>
    </message>
    <message>
        <source>Finished readings: %1</source>
        <translation>已完成的阅片：%1</translation>
    </message>
    <message>
        <source>Locked forms: %1</source>
        <translation>锁定的表单：%1</translation>
    </message>
    <message>
        <source>Moves a series, or with --exam its whole exam, to the subject that it is of; --closed also where a finished reading or a locked form hangs on it.</source>
        <translation>将序列（用 --exam 则为整个检查）移到其所属的受试者；--closed 表示即使关联已完成的阅片或锁定的表单也移动。</translation>
    </message>
    <message>
        <source>%1 would be joined to %2.</source>
        <translation>%1 将并入 %2。</translation>
    </message>
    <message>
        <source>%1 is joined to %2.</source>
        <translation>%1 已并入 %2。</translation>
    </message>
    <message>
        <source>Exams: %1, visits: %2, forms: %3, reading tasks: %4, source identities: %5</source>
        <translation>检查：%1，访视：%2，表单：%3，阅片任务：%4，来源身份：%5</translation>
    </message>
    <message>
        <source>Both have filled %1: that of %2 stays with it.</source>
        <translation>两边都填写了 %1：%2 的那份留在原记录。</translation>
    </message>
    <message>
        <source> (suggested)</source>
        <translation>（建议）</translation>
    </message>
    <message>
        <source>Nothing came after the join.</source>
        <translation>合并之后没有新增内容。</translation>
    </message>
    <message>
        <source>%1 and %2 are two subjects again.</source>
        <translation>%1 和 %2 重新成为两位受试者。</translation>
    </message>
    <message>
        <source>Joins two records of one person; --locked also where locked forms go along.</source>
        <translation>合并同一个人的两个记录；--locked 表示锁定的表单也一并移动。</translation>
    </message>
    <message>
        <source>Parts a joined record again; --along says which later additions go with it, --dry-run lists them.</source>
        <translation>将已合并的记录重新分开；--along 说明哪些后来新增的内容一并分出，--dry-run 将其列出。</translation>
    </message>
    <message>
        <source>(hidden: identity)</source>
        <translation>（已隐藏：身份）</translation>
    </message>
    <message>
        <source>item %1</source>
        <translation>项 %1</translation>
    </message>
    <message>
        <source>Lists the attributes of a stored DICOM object, or only those that differ from another; --identity also those that say who it is.</source>
        <translation>列出已存 DICOM 对象的属性，或仅列出与另一对象不同的属性；--identity 也列出表明身份的属性。</translation>
    </message>
    <message>
        <source>%1 asks to unlock it</source>
        <translation>%1 请求解锁</translation>
    </message>
    <message>
        <source>Asks to unlock a form; a second data manager unlocks it with the same command.</source>
        <translation>请求解锁表单；另一位数据管理员用同一命令将其解锁。</translation>
    </message>
    <message>
        <source>The exam was parted: %1.</source>
        <translation>检查已拆分：%1。</translation>
    </message>
    <message numerus="yes">
        <source>Waiting for a subject: %n part(s) of it.</source>
        <translation>
            <numerusform>等待指定受试者：其中 %n 部分。</numerusform>
        </translation>
    </message>
    <message>
        <source>Parts an exam that holds images of two persons by their PatientID.</source>
        <translation>按 PatientID 拆分包含两个人影像的检查。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) may still grow, and will be taken by a later look.</source>
        <translation>
            <numerusform>%n 个文件可能仍在增长，以后查看时导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Folders are watched:</source>
        <translation>正在监视的文件夹：</translation>
    </message>
    <message>
        <source>No folder is watched. On the list:</source>
        <translation>未监视任何文件夹。列表中有：</translation>
    </message>
    <message>
        <source>Takes what comes into the watched folders, until it is stopped.</source>
        <translation>导入出现在所监视文件夹中的文件，直到被停止。</translation>
    </message>
    <message>
        <source>Your passphrase again, to sign:</source>
        <translation>请再次输入口令以签名：</translation>
    </message>
    <message>
        <source>Signed by %1: %2.</source>
        <translation>已由 %1 签名：%2。</translation>
    </message>
    <message>
        <source>Signs a complete form: author (the default), reviewed, approved or responsible. Asks for your passphrase again.</source>
        <translation>为已完成的表单签名：author（默认）、reviewed、approved 或 responsible。须再次输入口令。</translation>
    </message>
    <message>
        <source>The signatures of a form, whether they hold, and what was changed since.</source>
        <translation>表单的签名、是否仍然有效，以及此后更改的内容。</translation>
    </message>
    <message>
        <source>Says what this machine lacks and how the study is, without a name or path.</source>
        <translation>说明本机缺少什么以及研究的状况，不含姓名或路径。</translation>
    </message>
    <message>
        <source>The study has schema %1 already. Nothing was changed.</source>
        <translation>研究的结构已是 %1。未作任何更改。</translation>
    </message>
    <message>
        <source>The study was backed up to %1, then brought from schema %2 to %3.</source>
        <translation>研究已备份到 %1，随后由结构 %2 升级到 %3。</translation>
    </message>
    <message>
        <source>Backs the study up (beside it, or in DIR), then brings it to this version&apos;s schema.</source>
        <translation>备份研究（在其旁边，或在 DIR 中），然后升级到本版本的结构。</translation>
    </message>
    <message>
        <source>%1 files lie in %2, whose disk is not connected: they were not looked at.</source>
        <translation>%1 个文件在 %2，其硬盘没有连接：这些文件没有检查。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>部位</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件数</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>MiB free</source>
        <translation>剩余 MiB</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>the study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>%1 MiB in %2 files, of %3 series and %4 subjects. Nothing was changed.</source>
        <translation>%1 MiB，%2 个文件，属于 %3 个序列、%4 名受试者。没有改动任何内容。</translation>
    </message>
    <message>
        <source>%1 files moved, %2 MiB, each read back and checked.</source>
        <translation>已移动 %1 个文件，%2 MiB，每个都已读回并核对。</translation>
    </message>
    <message>
        <source>%1 files stay where they were: %2</source>
        <translation>%1 个文件留在原处：%2</translation>
    </message>
    <message>
        <source>Moving images</source>
        <translation>正在移动影像</translation>
    </message>
    <message>
        <source>The study looks for these images in %1 from now on.</source>
        <translation>今后研究到 %1 读取这些影像。</translation>
    </message>
    <message>
        <source>Says what of the images lies on which disk.</source>
        <translation>显示哪些影像在哪块硬盘上。</translation>
    </message>
    <message>
        <source>Moves images to a folder on another disk; --older-than takes subjects without a new image or a reading for so many days.</source>
        <translation>把影像移到另一块硬盘上的文件夹；--older-than 选取若干天内没有新影像、也没有阅片的受试者。</translation>
    </message>
    <message>
        <source>Brings images back into the study.</source>
        <translation>把影像移回研究。</translation>
    </message>
    <message>
        <source>Says where a disk with images of the study is now.</source>
        <translation>指定存有本研究影像的硬盘现在的位置。</translation>
    </message>
    <message>
        <source>Records: %1, identifiers: %2</source>
        <translation>记录：%1，标识：%2</translation>
    </message>
    <message>
        <source>Forms: %1, values: %2, queries: %3, drafts: %4</source>
        <translation>表单：%1，值：%2，质疑：%3，草稿：%4</translation>
    </message>
    <message>
        <source>Exams: %1, images: %2, overlays: %3, findings: %4, measurements: %5</source>
        <translation>检查：%1，图像：%2，叠加层：%3，发现：%4，测量：%5</translation>
    </message>
    <message>
        <source>Reading tasks: %1, of them open: %2</source>
        <translation>阅片任务：%1，其中未完成：%2</translation>
    </message>
    <message>
        <source>Files: %1 with %2 KiB, values in the audit: %3</source>
        <translation>文件：%1 个共 %2 KiB，审计中的值：%3</translation>
    </message>
    <message>
        <source>Stays: %1</source>
        <translation>保留：%1</translation>
    </message>
    <message>
        <source>Stays: %1 (%2)</source>
        <translation>保留：%1（%2）</translation>
    </message>
    <message>
        <source>Released, can&apos;t be taken back: %1 of %2 %3</source>
        <translation>已发布，无法收回：%1，%2 %3</translation>
    </message>
    <message>
        <source>Backups hold it; the newest is of %1.</source>
        <translation>备份中仍有；最近一次为 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) of other subjects name this one in their files.</source>
        <translation>
            <numerusform>其他受试者有 %n 幅图像的文件中提到该受试者。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused file(s) of shared imports stay in their reports.</source>
        <translation>
            <numerusform>共同导入中被拒绝的 %n 个文件仍留在报告中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) wait under this subject&apos;s number. Say whose they are first.</source>
        <translation>
            <numerusform>有 %n 次检查以该受试者的号码等待处理，请先确定归属。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) hold images of others too.</source>
        <translation>
            <numerusform>有 %n 个文件还含有其他受试者的图像。</numerusform>
        </translation>
    </message>
    <message>
        <source>The files are not all gone yet. Run compact.</source>
        <translation>文件尚未全部删除，请运行 compact。</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>正在清除</translation>
    </message>
    <message>
        <source>Forms that stay when a subject is erased: %1</source>
        <translation>清除受试者时保留的表单：%1</translation>
    </message>
    <message>
        <source>The keyring of this desktop opens the study from now on.</source>
        <translation>从现在起，此桌面的密钥环可以打开研究。</translation>
    </message>
    <message>
        <source>No keyring opens the study for you any more.</source>
        <translation>不再有密钥环能为您打开研究。</translation>
    </message>
    <message>
        <source>The keyring of this desktop holds a secret for this study.</source>
        <translation>此桌面的密钥环中保存有此研究的密钥。</translation>
    </message>
    <message>
        <source>The keyring of this desktop holds nothing for this study.</source>
        <translation>此桌面的密钥环中没有此研究的内容。</translation>
    </message>
    <message>
        <source>Lets the keyring of this desktop open the study for you.</source>
        <translation>允许此桌面的密钥环为您打开研究。</translation>
    </message>
    <message>
        <source>Takes away what keyrings hold of you, on every computer.</source>
        <translation>撤销密钥环为您保存的内容，所有计算机上均失效。</translation>
    </message>
    <message>
        <source>Tells whether the keyring of this desktop opens the study.</source>
        <translation>说明此桌面的密钥环是否能打开研究。</translation>
    </message>
    <message>
        <source>Moving the study</source>
        <translation>正在移动研究</translation>
    </message>
    <message>
        <source>The study is in %1 now.</source>
        <translation>研究现在位于 %1。</translation>
    </message>
    <message>
        <source>The old folder is still there, marked as moved: it opens for reading only.</source>
        <translation>原文件夹还在，已标记为“已移动”：只能以只读方式打开。</translation>
    </message>
    <message>
        <source>Takes the study to another folder, on another disk by a copy that is checked first; --keep leaves the old folder, for reading only.</source>
        <translation>把研究移到另一个文件夹；移到另一块硬盘时先复制并校验。--keep 保留原文件夹，只读。</translation>
    </message>
    <message>
        <source>Withdrawal of consent: the data stays, is used no more, or is erased. --plan only tells.</source>
        <translation>撤回知情同意：数据保留、不再使用或清除。--plan 只作说明。</translation>
    </message>
    <message>
        <source>Files on a disk that is not connected are not gone yet. Connect it and run compact.</source>
        <translation>未连接磁盘上的文件尚未清除。请连接该磁盘并运行 compact。</translation>
    </message>
    <message>
        <source>The keys are changed and only the new words and codes open the study, but what follows failed. Open the study once, then run verify.</source>
        <translation>密钥已更换，只有新的恢复词和代码能打开研究，但后续步骤失败。请打开一次研究，然后运行 verify。</translation>
    </message>
    <message>
        <source>The next backup copies the damaged files of the backup anew.</source>
        <translation>下次备份会重新复制备份中损坏的文件。</translation>
    </message>
    <message>
        <source>Its backups no longer start by themselves. Turn them on again, with a folder of their own.</source>
        <translation>其备份不再自动开始。请为其另选文件夹后重新开启。</translation>
    </message>
    <message>
        <source>Adds a snapshot to the backup in DIR and checks it; keeps the newest N (as before, at first 8), in later backups too.</source>
        <translation>向 DIR 中的备份添加一个快照并校验；保留最新的 N 个（默认沿用上次设置，初始为 8），以后的备份也如此。</translation>
    </message>
    <message numerus="yes">
        <source>%n unlock(s) failed since the study was last open for writing.</source>
        <translation>
            <numerusform>自上次以可写方式打开以来，有 %n 次解锁失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>Left by an export that was cut off, not checked and not to be used: %1</source>
        <translation>被中断的导出残留，未经检查，不得使用：%1</translation>
    </message>
    <message>
        <source>The keys are changed, but the codes were not handed over, so the other users can&apos;t unlock. Run key rotate again.</source>
        <translation>密钥已更换，但代码没有交出，其他用户无法解锁。请再次运行 key rotate。</translation>
    </message>
    <message>
        <source>The keys are changed, but the new recovery words were not handed over. Run key recovery new.</source>
        <translation>密钥已更换，但新的恢复词没有交出。请运行 key recovery new。</translation>
    </message>
    <message>
        <source>That is not what stands there. Here they are again.</source>
        <translation>与显示的不一致。再显示一次。</translation>
    </message>
    <message>
        <source>The passphrase of %1 was changed.</source>
        <translation>%1 的口令已更改。</translation>
    </message>
    <message>
        <source>Changes your own passphrase; --lost asks for the recovery words in place of the old one.</source>
        <translation>更改自己的口令；--lost 要求输入恢复词以代替旧口令。</translation>
    </message>
    <message>
        <source>The last change was cut off while it was written, as by a power cut, and is left out.</source>
        <translation>最后一次更改在写入时中断（如断电），未被采用。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that were moved could not be removed from their old place; the next move or compact does it.</source>
        <translation>
            <numerusform>%n 个已移动的文件未能从原位置删除，下次移动或压缩时会删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not recorded as released and not to be used, because the export was cut off: %1</source>
        <translation>导出被中断，未记录为已发布，请勿使用：%1</translation>
    </message>
    <message>
        <source>%1 files were removed; the database was not written anew. Run compact again.</source>
        <translation>已删除 %1 个文件，但数据库未能重写。请再次运行 compact。</translation>
    </message>
    <message>
        <source>The old recovery words stay good; the new ones open nothing.</source>
        <translation>旧的恢复词仍然有效，新的恢复词不能打开任何内容。</translation>
    </message>
    <message>
        <source>Exit codes: 0 done; 1 refused or failed, nothing changed; 2 wrong usage; 3 not unlocked or no right; 4 done in part, or not known whether done; 5 the study is in use; 6 damage found.</source>
        <translation>退出码：0 完成；1 被拒绝或失败，未作更改；2 用法错误；3 未解锁或无权限；4 部分完成，或不知是否完成；5 研究正被使用；6 发现损坏。</translation>
    </message>
    <message>
        <source>Images with names in the clear could not be removed from %1. Remove that folder.</source>
        <translation>无法从 %1 中删除含明文姓名的影像。请删除该文件夹。</translation>
    </message>
    <message>
        <source>%1 was signed and is changed now: its signature is broken, sign it again.</source>
        <translation>%1 已签名，现已更改：签名失效，请重新签名。</translation>
    </message>
    <message>
        <source>First passphrase of the user:</source>
        <translation>该用户的初始口令：</translation>
    </message>
    <message>
        <source>%1 can unlock the study with the first passphrase.</source>
        <translation>%1 可以用初始口令解锁研究。</translation>
    </message>
    <message>
        <source>Gives a user who forgot his passphrase a first one, which he must change.</source>
        <translation>为忘记口令的用户给出初始口令，用户必须更改它。</translation>
    </message>
</context>
<context>
    <name>casebook::CodeEditor</name>
    <message>
        <source>Type a code, name or pinyin</source>
        <translation>输入代码、名称或拼音</translation>
    </message>
</context>
<context>
    <name>casebook::CohortAnswers</name>
    <message>
        <source>Overall survival</source>
        <translation>总生存期</translation>
    </message>
    <message>
        <source>Progression-free survival</source>
        <translation>无进展生存期</translation>
    </message>
    <message>
        <source>Disease-free survival</source>
        <translation>无病生存期</translation>
    </message>
    <message>
        <source>hazard ratio can&apos;t be estimated</source>
        <translation>无法估计风险比</translation>
    </message>
    <message>
        <source>HR of %1: %2 (95 % CI %3 to %4)</source>
        <translation>%1 的 HR：%2（95 % CI %3 至 %4）</translation>
    </message>
    <message>
        <source>log-rank test: %1</source>
        <translation>log-rank 检验：%1</translation>
    </message>
    <message>
        <source>months from surgery</source>
        <translation>自手术起的月数</translation>
    </message>
    <message>
        <source>months from index date</source>
        <translation>自索引日期起的月数</translation>
    </message>
    <message>
        <source>95 % band (log-log)</source>
        <translation>95 % 置信带（log-log）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>casebook::CohortController</name>
    <message numerus="yes">
        <source>%1 is frozen with %n subjects.</source>
        <translation>
            <numerusform>%1 已冻结，含 %n 名受试者。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subjects are in as before.</source>
        <translation>
            <numerusform>%n 名受试者仍在其中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would come in: %1.</source>
        <translation>
            <numerusform>%n 名将进入：%1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would go out: %1.</source>
        <translation>
            <numerusform>%n 名将退出：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody would come or go.</source>
        <translation>成员没有变化。</translation>
    </message>
    <message>
        <source>Export to which file?</source>
        <translation>导出到哪个文件？</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
</context>
<context>
    <name>casebook::CohortFacets</name>
    <message>
        <source>Facets</source>
        <translation>分面</translation>
    </message>
    <message>
        <source>subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>casebook::CohortFlow</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Who is left</source>
        <translation>筛选后剩余</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Everyone who is enrolled</source>
        <translation>所有已入组受试者</translation>
    </message>
    <message>
        <source>One criterion a line; all must hold. Facets write here too.</source>
        <translation>每行一个条件，须全部满足。勾选分面也会写入此处。</translation>
    </message>
</context>
<context>
    <name>casebook::CohortPage</name>
    <message>
        <source>Flow of subjects …</source>
        <translation>受试者流程图 …</translation>
    </message>
    <message>
        <source>Survival curves …</source>
        <translation>生存曲线 …</translation>
    </message>
    <message>
        <source>Table 1 …</source>
        <translation>表 1 …</translation>
    </message>
    <message>
        <source>Cohort</source>
        <translation>队列</translation>
    </message>
    <message numerus="yes">
        <source>%n subjects</source>
        <translation>
            <numerusform>%n 名受试者</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 % of %2 enrolled</source>
        <translation>占已入组 %2 名的 %1 %</translation>
    </message>
    <message>
        <source>no data cut</source>
        <translation>无数据截止日期</translation>
    </message>
    <message>
        <source>data cut %1</source>
        <translation>数据截止 %1</translation>
    </message>
    <message>
        <source>Reading the study</source>
        <translation>正在读取研究</translation>
    </message>
    <message>
        <source>Nobody to ask about yet</source>
        <translation>尚无受试者可供查询</translation>
    </message>
    <message>
        <source>The values of all forms and images are gathered in memory.</source>
        <translation>正在内存中汇集所有表单和影像的数据。</translation>
    </message>
    <message>
        <source>Cohorts are made of enrolled subjects and what their forms and images say.</source>
        <translation>队列由已入组受试者及其表单和影像数据构成。</translation>
    </message>
    <message>
        <source>Table 1</source>
        <translation>表 1</translation>
    </message>
    <message>
        <source>Survival</source>
        <translation>生存</translation>
    </message>
    <message>
        <source>Distributions</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Frozen cohorts</source>
        <translation>已冻结队列</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
</context>
<context>
    <name>casebook::CohortTables</name>
    <message>
        <source>years</source>
        <translation>岁</translation>
    </message>
    <message>
        <source>months</source>
        <translation>月</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Welch t</source>
        <translation>Welch t 检验</translation>
    </message>
    <message>
        <source>Wilcoxon</source>
        <translation>Wilcoxon</translation>
    </message>
    <message>
        <source>Wilcoxon, exact</source>
        <translation>Wilcoxon（精确）</translation>
    </message>
    <message>
        <source>ANOVA</source>
        <translation>方差分析</translation>
    </message>
    <message>
        <source>Kruskal-Wallis</source>
        <translation>Kruskal-Wallis</translation>
    </message>
    <message>
        <source>chi-square</source>
        <translation>卡方</translation>
    </message>
    <message>
        <source>Fisher, exact</source>
        <translation>Fisher（精确）</translation>
    </message>
    <message>
        <source>Fisher, drawn</source>
        <translation>Fisher（抽样）</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>All (n = %1)</source>
        <translation>全部 (n = %1)</translation>
    </message>
    <message>
        <source>%1 (n = %2)</source>
        <translation>%1 (n = %2)</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>SMD</source>
        <translation>SMD</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
</context>
<context>
    <name>casebook::CohortWork</name>
    <message>
        <source>years</source>
        <translation>岁</translation>
    </message>
    <message>
        <source>months</source>
        <translation>月</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1 and above</source>
        <translation>%1 及以上</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>低于 %1</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>有记录</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>no information</source>
        <translation>无信息</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>asked but unknown</source>
        <translation>已询问但不详</translation>
    </message>
    <message>
        <source>not available now</source>
        <translation>暂不可得</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>已屏蔽</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>未做</translation>
    </message>
    <message>
        <source>other reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>no index date</source>
        <translation>无索引日期</translation>
    </message>
    <message>
        <source>no date of death</source>
        <translation>无死亡日期</translation>
    </message>
    <message>
        <source>no follow-up</source>
        <translation>无随访</translation>
    </message>
    <message>
        <source>no surgery</source>
        <translation>未手术</translation>
    </message>
    <message>
        <source>%1 do not fit</source>
        <translation>%1 名不符合</translation>
    </message>
    <message>
        <source>%1 can&apos;t be told: values are missing</source>
        <translation>%1 名无法判断：数据缺失</translation>
    </message>
    <message>
        <source>other values</source>
        <translation>其他取值</translation>
    </message>
    <message>
        <source>Flow of subjects</source>
        <translation>受试者流程</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>已入组</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Members and numbers are as frozen on %1.</source>
        <translation>成员和数字以%1冻结时为准。</translation>
    </message>
    <message numerus="yes">
        <source>%n members have left the study since.</source>
        <translation>
            <numerusform>此后有 %n 名成员已离开研究。</numerusform>
        </translation>
    </message>
    <message>
        <source>What today&apos;s data would give can&apos;t be told: %1</source>
        <translation>无法得知按今天的数据会得到什么：%1</translation>
    </message>
    <message>
        <source>Today&apos;s data would give the same subjects.</source>
        <translation>按今天的数据会得到相同的受试者。</translation>
    </message>
    <message numerus="yes">
        <source>Today&apos;s data would give %n subjects: %1 would come in, %2 would go out.</source>
        <translation>
            <numerusform>按今天的数据会得到 %n 名受试者：%1 名进入，%2 名退出。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ConsentController</name>
    <message>
        <source>Stays in use: %1 exams with %2 images, %3 forms.</source>
        <translation>继续使用：%1 次检查共 %2 幅图像，%3 份表单。</translation>
    </message>
    <message>
        <source>Can&apos;t be taken back: the data set of %1, cohort %2.</source>
        <translation>无法收回：%1 的数据集，队列 %2。</translation>
    </message>
    <message>
        <source>Can&apos;t be taken back: the data set of %1 for %2, cohort %3.</source>
        <translation>无法收回：%1 提供给 %2 的数据集，队列 %3。</translation>
    </message>
    <message>
        <source>Out of use: %1 exams with %2 images, %3 forms.</source>
        <translation>停止使用：%1 次检查共 %2 幅图像，%3 份表单。</translation>
    </message>
    <message numerus="yes">
        <source>%n open reading(s) end.</source>
        <translation>
            <numerusform>%n 项未完成的阅片将结束。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frozen cohort(s) will say that a member withdrew.</source>
        <translation>
            <numerusform>%n 个冻结的队列将注明有成员撤回。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) that were joined to it go too.</source>
        <translation>
            <numerusform>合并到它的 %n 条记录也将清除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stays, because the law and the protocol want it: %1.</source>
        <translation>因法律和方案要求而保留：%1。</translation>
    </message>
    <message>
        <source>Backups still hold everything; the newest is of %1. So do copies in other programs.</source>
        <translation>备份中仍有全部数据，最近一次为 %1；其他程序中的副本也是如此。</translation>
    </message>
    <message>
        <source>Backups and copies in other programs still hold everything.</source>
        <translation>备份和其他程序中的副本仍有全部数据。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) of other subjects carry this one&apos;s number in their files and stay.</source>
        <translation>
            <numerusform>其他受试者有 %n 幅图像的文件中带有该受试者的号码，仍会保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused file(s) of shared imports stay in the reports; nobody knows whose they were.</source>
        <translation>
            <numerusform>共同导入中被拒绝的 %n 个文件仍留在报告中，无法得知属于谁。</numerusform>
        </translation>
    </message>
    <message>
        <source>To erase needs the role of the administrator too.</source>
        <translation>清除还需要管理员角色。</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) wait under this subject&apos;s number. Say whose they are first, in the report of their import.</source>
        <translation>
            <numerusform>有 %n 次检查以该受试者的号码等待处理，请先在导入报告中确定归属。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stored file(s) hold images of another subject too.</source>
        <translation>
            <numerusform>有 %n 个存储文件还含有其他受试者的图像。</numerusform>
        </translation>
    </message>
    <message>
        <source>Consent is withdrawn: nothing new is collected, what was collected stays in use.</source>
        <translation>已撤回知情同意：不再收集新数据，已收集的数据继续使用。</translation>
    </message>
    <message>
        <source>Consent is withdrawn: the data is used no more, and shown to check it against its sources only.</source>
        <translation>已撤回知情同意：数据不再使用，仅为核对原始资料而显示。</translation>
    </message>
    <message>
        <source>Consent is withdrawn: this subject was erased. What is shown stays by law or protocol.</source>
        <translation>已撤回知情同意：该受试者已清除。所显示的内容依法律或方案保留。</translation>
    </message>
    <message>
        <source>Since %1, by %2: %3</source>
        <translation>自 %1 起，登记人 %2：%3</translation>
    </message>
    <message>
        <source>the subject&apos;s own</source>
        <translation>受试者本人</translation>
    </message>
    <message>
        <source>a representative&apos;s</source>
        <translation>法定代理人</translation>
    </message>
    <message>
        <source>the ethics committee&apos;s</source>
        <translation>伦理委员会</translation>
    </message>
    <message>
        <source>a court&apos;s or an authority&apos;s</source>
        <translation>法院或主管部门</translation>
    </message>
    <message>
        <source>enrolled by mistake</source>
        <translation>误入组</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>已停止，未作任何更改。</translation>
    </message>
    <message>
        <source>The withdrawal of %1 is noted.</source>
        <translation>已登记 %1 的撤回。</translation>
    </message>
    <message>
        <source>%1 is erased.</source>
        <translation>%1 已清除。</translation>
    </message>
    <message>
        <source>%1 is erased. Some of its files are still there: lock the study and open it again, or run compact.</source>
        <translation>%1 已清除。部分文件仍在：请锁定研究后重新打开，或运行 compact。</translation>
    </message>
    <message numerus="yes">
        <source>%n identifier(s)</source>
        <translation>
            <numerusform>%n 个标识</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s)</source>
        <translation>
            <numerusform>%n 份表单</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n 个值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n 条质疑</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) of %1</source>
        <translation>
            <numerusform>%n 幅图像（%1）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n overlay(s)</source>
        <translation>
            <numerusform>%n 个叠加对象</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n 个发现</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n measurement(s)</source>
        <translation>
            <numerusform>%n 个测量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reading(s)</source>
        <translation>
            <numerusform>%n 次阅片</numerusform>
        </translation>
    </message>
    <message>
        <source>Removed: %1.</source>
        <translation>将删除：%1。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>Also %n value(s) in the audit, whose chain stays whole.</source>
        <translation>
            <numerusform>还包括审计记录中的 %n 个值，其链条保持完整。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is erased. Files on a disk that is not connected are still there: connect it and run compact.</source>
        <translation>%1 已清除。未连接磁盘上的文件仍在：请连接该磁盘并运行 compact。</translation>
    </message>
</context>
<context>
    <name>casebook::ConsentDialog</name>
    <message>
        <source>%1 withdraws consent. What shall it mean?</source>
        <translation>%1 撤回知情同意。含义是什么？</translation>
    </message>
    <message>
        <source>A stronger choice can follow later, a weaker one can&apos;t.</source>
        <translation>以后可以改为更强的选择，不能改为更弱的选择。</translation>
    </message>
    <message>
        <source>Collect nothing new</source>
        <translation>不再收集新数据</translation>
    </message>
    <message>
        <source>Use nothing any more</source>
        <translation>不再使用任何数据</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>What was collected stays in use. Visits to come are closed.</source>
        <translation>已收集的数据继续使用，未到的访视将关闭。</translation>
    </message>
    <message>
        <source>What was collected leaves cohorts, tables, figures and data sets, and open readings end. Who may read it still can, to check it against its sources.</source>
        <translation>已收集的数据退出队列、表格、图形和数据集，未完成的阅片结束。有权阅读者仍可查看，以便核对原始资料。</translation>
    </message>
    <message>
        <source>Name, numbers, images, forms, findings and their values in the audit are removed for good. An empty record stays under the code and says when and why.</source>
        <translation>姓名、号码、影像、表单、发现及其在审计中的值将永久删除。该编号下保留一条空记录，说明时间和原因。</translation>
    </message>
    <message>
        <source>On whose word</source>
        <translation>依据何人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>How and when it was said, without names</source>
        <translation>何时以何种方式提出，不写姓名</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Erase …</source>
        <translation>清除…</translation>
    </message>
</context>
<context>
    <name>casebook::DefinitionController</name>
    <message>
        <source>chosen on the first page</source>
        <translation>在首页选择</translation>
    </message>
    <message>
        <source>Forms of the lung-cancer study</source>
        <translation>肺癌研究的表单</translation>
    </message>
    <message>
        <source>From an ODM file …</source>
        <translation>来自 ODM 文件…</translation>
    </message>
    <message>
        <source>The study has the forms of %1 now.</source>
        <translation>本研究现已采用“%1”的表单。</translation>
    </message>
    <message>
        <source>Forms from an ODM file</source>
        <translation>来自 ODM 文件的表单</translation>
    </message>
    <message>
        <source>ODM (*.xml *.odm)</source>
        <translation>ODM (*.xml *.odm)</translation>
    </message>
    <message>
        <source>The file was refused; nothing was changed.</source>
        <translation>文件被拒绝；未做任何更改。</translation>
    </message>
    <message>
        <source>The file was refused; nothing was changed: %1</source>
        <translation>文件被拒收，未作任何更改：%1</translation>
    </message>
    <message numerus="yes">
        <source>The study has %n form(s) now.</source>
        <translation>
            <numerusform>本研究现有 %n 个表单。</numerusform>
        </translation>
    </message>
    <message>
        <source>The answers of the file changed values of signed forms, which are to be signed again: %1</source>
        <translation>文件中的答案更改了已签名表单的值，需重新签名：%1</translation>
    </message>
</context>
<context>
    <name>casebook::DemoController</name>
    <message>
        <source>Making the demo study</source>
        <translation>正在生成演示研究</translation>
    </message>
</context>
<context>
    <name>casebook::Diagnostics</name>
    <message>
        <source>Casebook</source>
        <translation>Casebook</translation>
    </message>
    <message>
        <source>Qt</source>
        <translation>Qt</translation>
    </message>
    <message>
        <source>SQLite</source>
        <translation>SQLite</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>处理器核心数</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Version of Landlock, which keeps the reading process from files</source>
        <translation>Landlock 版本（阻止读取进程访问文件）</translation>
    </message>
    <message>
        <source>System calls of the reading process filtered (seccomp)</source>
        <translation>过滤读取进程的系统调用（seccomp）</translation>
    </message>
    <message>
        <source>Memory that may be locked for keys</source>
        <translation>可为密钥锁定的内存</translation>
    </message>
    <message>
        <source>Memory images after a crash</source>
        <translation>崩溃后的内存映像</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>交换空间</translation>
    </message>
    <message>
        <source>Folder of the study</source>
        <translation>研究文件夹</translation>
    </message>
    <message>
        <source>File system of the study</source>
        <translation>研究的文件系统</translation>
    </message>
    <message>
        <source>Free on the disk of the study</source>
        <translation>研究所在磁盘剩余空间</translation>
    </message>
    <message>
        <source>Format of the vault</source>
        <translation>保险库格式</translation>
    </message>
    <message>
        <source>Schema of the database</source>
        <translation>数据库结构</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>模拟数据</translation>
    </message>
    <message>
        <source>Opened for reading only</source>
        <translation>以只读方式打开</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <source>Files of images</source>
        <translation>影像文件数</translation>
    </message>
    <message>
        <source>Size of images</source>
        <translation>影像大小</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Values of forms</source>
        <translation>表单值</translation>
    </message>
    <message>
        <source>Rows of the audit</source>
        <translation>稽查记录行数</translation>
    </message>
    <message>
        <source>Chain of the audit</source>
        <translation>稽查链</translation>
    </message>
    <message>
        <source>Days since the last backup</source>
        <translation>距上次备份的天数</translation>
    </message>
    <message>
        <source>Size of the last backup</source>
        <translation>上次备份的大小</translation>
    </message>
    <message>
        <source>Backup by itself</source>
        <translation>自动备份</translation>
    </message>
    <message>
        <source>Days since the last check of the study</source>
        <translation>距上次验证研究的天数</translation>
    </message>
    <message>
        <source>Damage found by it</source>
        <translation>发现的损坏</translation>
    </message>
    <message>
        <source>A kernel from 5.13 on with Landlock keeps the reading process from other files.</source>
        <translation>5.13 及以上且启用 Landlock 的内核可阻止读取进程访问其他文件。</translation>
    </message>
    <message>
        <source>Without it no image is read. Use a kernel with seccomp filters.</source>
        <translation>没有它就不读取影像。请使用带 seccomp 过滤器的内核。</translation>
    </message>
    <message>
        <source>Raise the limit (ulimit -l) to 8 MiB, so that keys are never written to swap.</source>
        <translation>请将限制（ulimit -l）提高到 8 MiB，使密钥永不写入交换空间。</translation>
    </message>
    <message>
        <source>A crash may leave keys on the disk. Switch memory images off (ulimit -c 0).</source>
        <translation>崩溃可能把密钥留在磁盘上。请关闭内存映像（ulimit -c 0）。</translation>
    </message>
    <message>
        <source>What is shown may be written to it unencrypted. Encrypt the swap, or switch it off.</source>
        <translation>显示的内容可能未经加密写入其中。请加密交换空间，或将其关闭。</translation>
    </message>
    <message>
        <source>Keep the study on a disk of this computer: on a network or synchronised folder it can be damaged.</source>
        <translation>请将研究放在本机磁盘上：在网络或同步文件夹中可能损坏。</translation>
    </message>
    <message>
        <source>Make room, or move the study to a larger disk.</source>
        <translation>请腾出空间，或将研究移到更大的磁盘。</translation>
    </message>
    <message>
        <source>Verify the study, and tell who keeps it.</source>
        <translation>请验证研究，并告知其管理者。</translation>
    </message>
    <message>
        <source>Back up the study.</source>
        <translation>请备份研究。</translation>
    </message>
    <message>
        <source>Verify the study again, and restore what is damaged from a backup.</source>
        <translation>请再次验证研究，并从备份恢复损坏的内容。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>在内存中</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>未加密</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>在本机</translation>
    </message>
    <message>
        <source>on the network</source>
        <translation>在网络上</translation>
    </message>
    <message>
        <source>through FUSE</source>
        <translation>经由 FUSE</translation>
    </message>
    <message>
        <source>synchronised by a program</source>
        <translation>由程序同步</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Received objects that were damaged before they were imported</source>
        <translation>接收后、导入前已损坏的对象</translation>
    </message>
    <message>
        <source>Check the disk and send the images again. What is left of them lies in the study&apos;s folder spool as .damaged.</source>
        <translation>请检查磁盘并重新发送这些影像。其残余以 .damaged 保存在研究的 spool 文件夹中。</translation>
    </message>
</context>
<context>
    <name>casebook::DiagnosticsController</name>
    <message>
        <source>Save the report of diagnostics</source>
        <translation>保存诊断报告</translation>
    </message>
    <message>
        <source>The report is saved.</source>
        <translation>报告已保存。</translation>
    </message>
</context>
<context>
    <name>casebook::DiagnosticsPanel</name>
    <message>
        <source>The report holds numbers and versions only: no name, no path, nothing of a subject. You can send it to who helps you.</source>
        <translation>报告只含数字和版本：没有姓名、路径，也没有受试者的任何内容。您可以把它发给为您提供帮助的人。</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>需要注意</translation>
    </message>
    <message>
        <source>Nothing needs a look</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>As it should be</source>
        <translation>正常项目</translation>
    </message>
</context>
<context>
    <name>casebook::DoorController</name>
    <message>
        <source>Folder for the new study</source>
        <translation>新研究的文件夹</translation>
    </message>
    <message>
        <source>Open a study</source>
        <translation>打开研究</translation>
    </message>
    <message>
        <source>Another person set your passphrase. Open the study for writing to choose your own.</source>
        <translation>您的口令由他人设置。请以可写方式打开研究并设置自己的口令。</translation>
    </message>
    <message numerus="yes">
        <source>%n unlock(s) failed since the study was last open for writing, the last on %1.</source>
        <translation>
            <numerusform>自上次以可写方式打开以来，有 %n 次解锁失败，最近一次在 %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unlock(s) failed since the study was last open for writing.</source>
        <translation>
            <numerusform>自上次以可写方式打开以来，有 %n 次解锁失败。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::DropHint</name>
    <message>
        <source>Drop to import into this study</source>
        <translation>松开即导入本研究</translation>
    </message>
</context>
<context>
    <name>casebook::EnrolDialog</name>
    <message>
        <source>Enrol which subject?</source>
        <translation>入组哪位受试者？</translation>
    </message>
    <message>
        <source>Only the study&apos;s own code is needed; it can be left to the program.</source>
        <translation>只需研究内的受试者编号；留空则由程序给出。</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>The next free number</source>
        <translation>下一个空闲编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>1957, 1957-03 or 1957-03-18</source>
        <translation>1957、1957-03 或 1957-03-18</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>入组</translation>
    </message>
</context>
<context>
    <name>casebook::EraseDialog</name>
    <message>
        <source>Erase %1 for good?</source>
        <translation>永久清除 %1？</translation>
    </message>
    <message>
        <source>This can&apos;t be undone. It can be stopped until it is done.</source>
        <translation>此操作无法撤销；完成之前可以停止。</translation>
    </message>
    <message>
        <source>Type the code %1</source>
        <translation>输入编号 %1</translation>
    </message>
    <message>
        <source>Your passphrase again</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>casebook::ErrorNote</name>
    <message>
        <source>Copy the error</source>
        <translation>复制错误信息</translation>
    </message>
</context>
<context>
    <name>casebook::ExamVisitController</name>
    <message>
        <source>The exam has its visit.</source>
        <translation>检查已有访视。</translation>
    </message>
    <message>
        <source>The exams have their visits.</source>
        <translation>这些检查已有访视。</translation>
    </message>
    <message>
        <source>The exam belongs to no visit.</source>
        <translation>检查不属于任何访视。</translation>
    </message>
    <message>
        <source>The exam waits for its visit again.</source>
        <translation>检查重新等待归入访视。</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>It is as it was before.</source>
        <translation>已恢复原状。</translation>
    </message>
</context>
<context>
    <name>casebook::ExamVisitModel</name>
    <message>
        <source>no date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>no visit</source>
        <translation>无访视</translation>
    </message>
    <message>
        <source>none fits</source>
        <translation>没有合适的</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Said by %1</source>
        <translation>由 %1 确定</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Exam date</source>
        <translation>检查日期</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>模态</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Days off</source>
        <translation>相差天数</translation>
    </message>
</context>
<context>
    <name>casebook::ExamVisitPanel</name>
    <message>
        <source>Take all %1 proposals</source>
        <translation>接受全部 %1 个建议</translation>
    </message>
    <message>
        <source>Does this exam belong to no visit?</source>
        <translation>此检查不属于任何访视吗？</translation>
    </message>
    <message>
        <source>The reason stands in the audit.</source>
        <translation>理由将记入稽查记录。</translation>
    </message>
    <message>
        <source>No visit</source>
        <translation>无访视</translation>
    </message>
    <message>
        <source>Take back the visit of this exam?</source>
        <translation>收回此检查的访视吗？</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Open the subject</source>
        <translation>打开受试者</translation>
    </message>
    <message>
        <source>Take the proposal</source>
        <translation>接受建议</translation>
    </message>
    <message>
        <source>Another visit …</source>
        <translation>其他访视 …</translation>
    </message>
    <message>
        <source>Open again …</source>
        <translation>重新打开 …</translation>
    </message>
    <message>
        <source>Another visit</source>
        <translation>其他访视</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Without a visit</source>
        <translation>没有访视</translation>
    </message>
    <message>
        <source>All exams</source>
        <translation>全部检查</translation>
    </message>
    <message>
        <source>Which exams</source>
        <translation>哪些检查</translation>
    </message>
    <message>
        <source>Exams and their visits</source>
        <translation>检查及其访视</translation>
    </message>
    <message>
        <source>No exams yet</source>
        <translation>还没有检查</translation>
    </message>
    <message>
        <source>Import CT; each exam then finds the visit of its day here.</source>
        <translation>导入 CT；每个检查随后会在此找到当日的访视。</translation>
    </message>
    <message>
        <source>Every exam has its visit</source>
        <translation>每个检查都有访视</translation>
    </message>
    <message>
        <source>Exams that come later are proposed here by their date.</source>
        <translation>以后的检查会按日期在此给出建议。</translation>
    </message>
</context>
<context>
    <name>casebook::ExportController</name>
    <message>
        <source>replaced</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>emptied</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>cleaned</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>mapped</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>Some series may show a face: they reach far above the lungs or are of the head.</source>
        <translation>部分序列可能显示面部：其范围远超肺尖或为头部检查。</translation>
    </message>
    <message>
        <source>Values that are hidden by skip logic stay here.</source>
        <translation>被跳转逻辑隐藏的值不会导出。</translation>
    </message>
    <message>
        <source>Looking at what would leave…</source>
        <translation>正在查看将要导出的内容…</translation>
    </message>
    <message>
        <source>Folder for the export set</source>
        <translation>导出集文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Writing and checking…</source>
        <translation>正在写入并检查…</translation>
    </message>
    <message numerus="yes">
        <source>Released: %1
%n file(s), all checks passed.</source>
        <translation>
            <numerusform>已放行：%1
%n 个文件，所有检查均通过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n unfinished export set(s)?</source>
        <translation>
            <numerusform>删除 %n 个未完成的导出集？</numerusform>
        </translation>
    </message>
    <message>
        <source>The program ended while it wrote. What lies there was not checked and must not be used.</source>
        <translation>程序在写入时终止。其中的内容未经检查，不得使用。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep for now</source>
        <translation>暂时保留</translation>
    </message>
    <message>
        <source>Some subjects are alone in their group of age, sex and other codes.</source>
        <translation>有些受试者在其年龄、性别及其他编码的分组中是唯一的。</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s) stayed here. The set&apos;s report says why.</source>
        <translation>
            <numerusform>%n 个对象留在本地。原因见导出集的报告。</numerusform>
        </translation>
    </message>
    <message>
        <source>The export that went on behind the lock has ended.</source>
        <translation>锁定期间继续的导出已结束。</translation>
    </message>
    <message>
        <source>The export that went on behind the lock released nothing.</source>
        <translation>锁定期间继续的导出没有发布任何内容。</translation>
    </message>
    <message>
        <source>Another export is still being written behind the lock. Try again later.</source>
        <translation>另一个导出仍在锁定后写出。请稍后再试。</translation>
    </message>
</context>
<context>
    <name>casebook::ExportPage</name>
    <message>
        <source>released</source>
        <translation>已放行</translation>
    </message>
    <message>
        <source>nothing released</source>
        <translation>未放行任何内容</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n subject(s)</source>
        <comment>cohort and its size</comment>
        <translation>
            <numerusform>%1，%n 名受试者</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is written before you press Run.</source>
        <translation>点击“运行导出”之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>In the study</source>
        <translation>研究中</translation>
    </message>
    <message>
        <source>In the export set</source>
        <translation>导出集中</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列数</translation>
    </message>
    <message>
        <source>What stays here</source>
        <translation>留在本地的内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>New export set</source>
        <translation>新导出集</translation>
    </message>
    <message>
        <source>Cohort</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Data cut (date)</source>
        <translation>数据截止日期</translation>
    </message>
    <message>
        <source>Title of the set</source>
        <translation>导出集标题</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系方式</translation>
    </message>
    <message>
        <source>Ethics approval</source>
        <translation>伦理批件</translation>
    </message>
    <message>
        <source>Images and tables</source>
        <translation>影像与表格</translation>
    </message>
    <message>
        <source>Tables only</source>
        <translation>仅表格</translation>
    </message>
    <message>
        <source>Images only</source>
        <translation>仅影像</translation>
    </message>
    <message>
        <source>Research: dates shifted</source>
        <translation>研究：日期平移</translation>
    </message>
    <message>
        <source>Strict: no dates, no characteristics</source>
        <translation>严格：无日期、无特征</translation>
    </message>
    <message>
        <source>Shifted, one offset a subject</source>
        <translation>平移，每名受试者一个偏移量</translation>
    </message>
    <message>
        <source>Days from the index event</source>
        <translation>距索引事件的天数</translation>
    </message>
    <message>
        <source>What leaves</source>
        <translation>将要导出的内容</translation>
    </message>
    <message>
        <source>subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>image objects</source>
        <translation>影像对象</translation>
    </message>
    <message>
        <source>tables</source>
        <translation>表</translation>
    </message>
    <message>
        <source>DICOM attributes %1</source>
        <translation>DICOM 属性 %1</translation>
    </message>
    <message>
        <source>Tables %1</source>
        <translation>表 %1</translation>
    </message>
    <message>
        <source>Stays here %1</source>
        <translation>留存 %1</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Run export</source>
        <translation>运行导出</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>No frozen cohort yet</source>
        <translation>尚无已冻结队列</translation>
    </message>
    <message>
        <source>An export is made of a frozen cohort.</source>
        <translation>导出基于冻结的队列。</translation>
    </message>
    <message>
        <source>Go to Cohorts</source>
        <translation>前往队列</translation>
    </message>
    <message>
        <source>See what would leave</source>
        <translation>查看将要导出的内容</translation>
    </message>
    <message>
        <source>The preview shows every attribute with its action, and what stays here.</source>
        <translation>预览列出每个属性及其处理动作，以及留在本地的内容。</translation>
    </message>
    <message>
        <source>Words left out of descriptions: %1</source>
        <translation>描述中略去的词：%1</translation>
    </message>
    <message>
        <source>Earlier sets</source>
        <translation>以往的导出集</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>No set has been exported yet. Each one will be listed here with its state.</source>
        <translation>尚未导出任何数据集。每次导出都会连同状态列在这里。</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n withdrawn since)</source>
        <comment>state of a data set</comment>
        <translation>
            <numerusform>%1（此后 %n 人撤回）</numerusform>
        </translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) left out of descriptions.</source>
        <translation>
            <numerusform>描述中略去了 %n 个词。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show names</source>
        <translation>显示姓名</translation>
    </message>
</context>
<context>
    <name>casebook::FacetPanel</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message numerus="yes">
        <source>Clear %n</source>
        <translation>
            <numerusform>清除 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>several</source>
        <translation>多次</translation>
    </message>
    <message>
        <source>one</source>
        <translation>一次</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>casebook::Figure</name>
    <message>
        <source>For research use only, not for diagnosis</source>
        <translation>仅供研究使用，不用于诊断</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>模拟数据</translation>
    </message>
</context>
<context>
    <name>casebook::FindingList</name>
    <message>
        <source>solid</source>
        <translation>实性</translation>
    </message>
    <message>
        <source>part-solid</source>
        <translation>部分实性</translation>
    </message>
    <message>
        <source>ground glass</source>
        <translation>磨玻璃</translation>
    </message>
    <message>
        <source>calcified</source>
        <translation>钙化</translation>
    </message>
    <message>
        <source>cystic</source>
        <translation>囊性</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
</context>
<context>
    <name>casebook::FindingListModel</name>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>部位</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>判定</translation>
    </message>
</context>
<context>
    <name>casebook::FindingModel</name>
    <message>
        <source>Own finding</source>
        <translation>自己的发现</translation>
    </message>
    <message>
        <source>Mark %1</source>
        <translation>标记 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>place, density</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <translation>%1 × %2 mm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 mm³</source>
        <translation>%1 mm³</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>own</source>
        <translation>自己</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Finding %1</source>
        <translation>发现 %1</translation>
    </message>
</context>
<context>
    <name>casebook::FindingPanel</name>
    <message>
        <source>Look at the mark first: it stood in the image for less than half a second.</source>
        <translation>请先查看标记：它在图像中显示不足半秒。</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Defer</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Add a finding</source>
        <translation>添加发现</translation>
    </message>
    <message>
        <source>Why is it rejected?</source>
        <translation>为什么拒绝？</translation>
    </message>
    <message>
        <source>0  more</source>
        <translation>0  更多</translation>
    </message>
    <message>
        <source>Esc  leave</source>
        <translation>Esc  取消</translation>
    </message>
    <message>
        <source>%1 of %2 decided</source>
        <translation>已判定 %1 / %2</translation>
    </message>
    <message>
        <source>Unaided reading: AI is never shown</source>
        <translation>独立阅片：不显示 AI</translation>
    </message>
    <message>
        <source>Second reader: first read, AI is hidden</source>
        <translation>第二阅片者：首次阅片，AI 已隐藏</translation>
    </message>
    <message>
        <source>Second reader: first read closed, AI is shown</source>
        <translation>第二阅片者：首次阅片已关闭，显示 AI</translation>
    </message>
    <message>
        <source>Concurrent reading with AI</source>
        <translation>与 AI 同步阅片</translation>
    </message>
    <message>
        <source>No marks by %1.</source>
        <translation>%1 没有标记。</translation>
    </message>
    <message>
        <source>No algorithm has run on this series.</source>
        <translation>该序列上没有运行过算法。</translation>
    </message>
    <message>
        <source>The algorithm failed on this series.</source>
        <translation>算法在该序列上运行失败。</translation>
    </message>
    <message>
        <source>%1, head to foot. Proposals for research, not a diagnosis.</source>
        <translation>%1，从头到足。仅为研究用建议，不是诊断。</translation>
    </message>
    <message>
        <source>Close first read</source>
        <translation>关闭首次阅片</translation>
    </message>
    <message>
        <source>Finish case</source>
        <translation>完成病例</translation>
    </message>
    <message numerus="yes">
        <source>%n mark(s) still open</source>
        <translation>
            <numerusform>还有 %n 个标记未判定</numerusform>
        </translation>
    </message>
    <message>
        <source>The form %1 is not filled in</source>
        <translation>表单 %1 尚未填写</translation>
    </message>
    <message>
        <source>The form %1 is not complete</source>
        <translation>表单 %1 尚未完成</translation>
    </message>
    <message>
        <source>Close your other first read of this subject, then AI shows</source>
        <translation>请先关闭您对该受试者的另一次首次阅片，之后才显示 AI</translation>
    </message>
    <message>
        <source>vessel</source>
        <translation>血管</translation>
    </message>
    <message>
        <source>airway</source>
        <translation>气道</translation>
    </message>
    <message>
        <source>scar</source>
        <translation>瘢痕</translation>
    </message>
    <message>
        <source>pleura or fissure</source>
        <translation>胸膜或叶间裂</translation>
    </message>
    <message>
        <source>lymph node</source>
        <translation>淋巴结</translation>
    </message>
    <message>
        <source>bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <source>artefact or motion</source>
        <translation>伪影或运动</translation>
    </message>
    <message>
        <source>outside lung</source>
        <translation>肺外</translation>
    </message>
    <message>
        <source>benign</source>
        <translation>良性</translation>
    </message>
    <message>
        <source>duplicate of another</source>
        <translation>与另一标记重复</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>太小</translation>
    </message>
    <message>
        <source>another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>Unaided</source>
        <translation>独立阅片</translation>
    </message>
    <message>
        <source>Second reader</source>
        <translation>第二阅片者</translation>
    </message>
    <message>
        <source>Concurrent</source>
        <translation>同步阅片</translation>
    </message>
    <message>
        <source>Adjudication</source>
        <translation>仲裁</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已否定</translation>
    </message>
    <message>
        <source>deferred</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已退出</translation>
    </message>
</context>
<context>
    <name>casebook::FirstPassphraseDialog</name>
    <message>
        <source>A first passphrase for %1?</source>
        <translation>为 %1 给出初始口令？</translation>
    </message>
    <message>
        <source>The old passphrase and keyrings of this user open nothing any more.</source>
        <translation>该用户的旧口令和密钥环将不能再打开任何内容。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Such as: forgot the passphrase</source>
        <translation>例如：忘记了口令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Give first passphrase</source>
        <translation>给出初始口令</translation>
    </message>
    <message>
        <source>Tell the first passphrase in person. It has to be changed at the next unlock.</source>
        <translation>请当面告知初始口令。下次解锁时必须更改。</translation>
    </message>
</context>
<context>
    <name>casebook::FormController</name>
    <message>
        <source>The reason is kept and answers the query when the form is saved.</source>
        <translation>理由已记下，保存表单时将用于答复质疑。</translation>
    </message>
    <message>
        <source>The form can&apos;t be opened</source>
        <translation>表单无法打开</translation>
    </message>
    <message numerus="yes">
        <source>What was typed and not saved is back: %n item(s).</source>
        <translation>
            <numerusform>未保存的录入已恢复：%n 个条目。</numerusform>
        </translation>
    </message>
    <message>
        <source>Locked %1 by %2</source>
        <translation>%2于 %1 锁定</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message numerus="yes">
        <source>Saved: %n item(s).</source>
        <translation>
            <numerusform>已保存：%n 个条目。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies) opened.</source>
        <translation>
            <numerusform>已提出 %n 条质疑。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies) resolved.</source>
        <translation>
            <numerusform>%n 个质疑已解决。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other form(s) recalculated.</source>
        <translation>
            <numerusform>%n 份其他表单已重新计算。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) are no values yet and stay as a draft.</source>
        <translation>
            <numerusform>%n 处文字尚不是有效值，保留为草稿。</numerusform>
        </translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Typing error</source>
        <translation>录入错误</translation>
    </message>
    <message>
        <source>The source was corrected</source>
        <translation>原始资料已更正</translation>
    </message>
    <message>
        <source>Answer to a query</source>
        <translation>答复质疑</translation>
    </message>
    <message>
        <source>New information</source>
        <translation>新的信息</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>提出质疑</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>asked again</source>
        <translation>再次质疑</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>resolved: the check passes</source>
        <translation>已解决：核查通过</translation>
    </message>
    <message>
        <source>value changed</source>
        <translation>值已修改</translation>
    </message>
    <message>
        <source>d MMM HH:mm</source>
        <comment>moment of this year</comment>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm</source>
        <comment>moment of another year</comment>
        <translation>yyyy年M月d日 HH:mm</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>checked against the source</source>
        <translation>已与原始资料核对</translation>
    </message>
    <message>
        <source>check against the source taken back</source>
        <translation>已撤回原始资料核对</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Value at the time: %1</source>
        <translation>当时的值：%1</translation>
    </message>
    <message>
        <source>unscheduled</source>
        <translation>计划外</translation>
    </message>
    <message>
        <source>day %1</source>
        <translation>第 %1 天</translation>
    </message>
    <message>
        <source>day %1 ± %2</source>
        <translation>第 %1 ± %2 天</translation>
    </message>
    <message>
        <source>day %1 to %2</source>
        <translation>第 %1 至 %2 天</translation>
    </message>
    <message>
        <source>Throughout the study</source>
        <translation>贯穿研究</translation>
    </message>
    <message>
        <source>Signed by %1 (%2), %3</source>
        <translation>%1 已签名（%2），%3</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>已审阅</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>author</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>responsible</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>row removed</source>
        <translation>行已删除</translation>
    </message>
    <message>
        <source>%1 asks to unlock it: %2</source>
        <translation>%1 请求解锁：%2</translation>
    </message>
    <message>
        <source>Why is this form locked as it is?</source>
        <translation>为什么在此状态下锁定此表单？</translation>
    </message>
    <message>
        <source>It is not complete or has open queries.</source>
        <translation>它尚未完成或有未关闭的质疑。</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Why do you agree to unlock this form?</source>
        <translation>您为什么同意解锁此表单？</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Why should this form be unlocked?</source>
        <translation>为什么要解锁此表单？</translation>
    </message>
    <message>
        <source>A second data manager has to agree.</source>
        <translation>需要另一位数据管理员同意。</translation>
    </message>
    <message>
        <source>Ask to unlock</source>
        <translation>请求解锁</translation>
    </message>
    <message>
        <source>Lock this form?</source>
        <translation>锁定此表单？</translation>
    </message>
    <message>
        <source>Nobody can change it then, and unlocking it takes two people.</source>
        <translation>锁定后无人可以修改，解锁需要两个人。</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>The form stays locked until a second data manager agrees.</source>
        <translation>在另一位数据管理员同意之前，表单保持锁定。</translation>
    </message>
    <message>
        <source>The form is locked.</source>
        <translation>表单已锁定。</translation>
    </message>
    <message>
        <source>The form is unlocked.</source>
        <translation>表单已解锁。</translation>
    </message>
    <message>
        <source>What was typed in %1 of %2 is not kept.</source>
        <translation>在 %2 的 %1 中输入的内容未能保留。</translation>
    </message>
    <message>
        <source>%1 of %2 is not saved.</source>
        <translation>%2 的 %1 未保存。</translation>
    </message>
    <message>
        <source>Nobody can change it then before it is unlocked.</source>
        <translation>锁定后，解锁之前任何人都不能修改。</translation>
    </message>
</context>
<context>
    <name>casebook::FormPage</name>
    <message>
        <source>No form is open</source>
        <translation>没有打开的表单</translation>
    </message>
    <message>
        <source>Choose one of the subject&apos;s visits.</source>
        <translation>请选择受试者的一次访视。</translation>
    </message>
    <message>
        <source>No reason: empty again</source>
        <translation>无原因：恢复为空</translation>
    </message>
    <message>
        <source>Why does the form change?</source>
        <translation>表单为何修改？</translation>
    </message>
    <message>
        <source>Remove this row?</source>
        <translation>删除这一行？</translation>
    </message>
    <message>
        <source>The row and its values stay in the audit. The other rows keep their places.</source>
        <translation>该行及其值保留在稽查记录中。其他行位置不变。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Why is the row removed?</source>
        <translation>为什么删除此行？</translation>
    </message>
    <message>
        <source>The reason stands in the audit.</source>
        <translation>原因将记录在审计中。</translation>
    </message>
</context>
<context>
    <name>casebook::FormWords</name>
    <message numerus="yes">
        <source>%n item(s) changed elsewhere. Which value stays?</source>
        <translation>
            <numerusform>有 %n 个条目已在别处修改。保留哪个值？</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is saved until each is decided. Both values stand in the audit.</source>
        <translation>逐项决定之前不会保存。两个值都保留在稽查记录中。</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1 (mine)</source>
        <translation>%1（我的）</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>稍后决定</translation>
    </message>
    <message>
        <source>Take these values</source>
        <translation>采用这些值</translation>
    </message>
    <message>
        <source>en</source>
        <comment>two letters: the language of labels in forms</comment>
        <translation>zh</translation>
    </message>
    <message>
        <source>overdue %1</source>
        <translation>逾期 %1</translation>
    </message>
    <message>
        <source>awaits a clinician&apos;s confirmation</source>
        <translation>待临床医生确认</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Draft, kept %1</source>
        <translation>草稿，%1 已存</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message numerus="yes">
        <source>%n must be corrected</source>
        <translation>
            <numerusform>%n 项须更正</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to check</source>
        <translation>
            <numerusform>%n 项待核对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n empty</source>
        <translation>
            <numerusform>%n 项为空</numerusform>
        </translation>
    </message>
    <message>
        <source>next problem</source>
        <translation>下一问题</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一项</translation>
    </message>
    <message>
        <source>history</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>query</source>
        <translation>质疑</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>下一节</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>添加一行</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>删除此行</translation>
    </message>
    <message>
        <source>No rows yet.</source>
        <translation>尚无行。</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>不超过 %1</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>不低于 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Can&apos;t be right: only %1 is possible. Correct it.</source>
        <translation>不可能：只允许%1。请更正。</translation>
    </message>
    <message>
        <source>Expected is %1. Check it, or give a reason with F3.</source>
        <translation>预期为%1。请核对，或按 F3 说明理由。</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Needed. Type a value, or F4 for a reason.</source>
        <translation>必填。请输入值，或按 F4 选择缺失原因。</translation>
    </message>
    <message>
        <source>This code is not offered. Choose another.</source>
        <translation>该代码已不提供。请另选。</translation>
    </message>
    <message>
        <source>Can&apos;t be calculated: %1</source>
        <translation>无法计算：%1</translation>
    </message>
    <message>
        <source>%1. Check it, or give a reason with F3.</source>
        <translation>%1。请核对，或按 F3 说明理由。</translation>
    </message>
    <message>
        <source>Query answered</source>
        <translation>质疑已答复</translation>
    </message>
    <message>
        <source>Query open, %1</source>
        <translation>质疑未关闭，%1</translation>
    </message>
    <message>
        <source>The measurement has changed. Take the new value or keep this one.</source>
        <translation>测量值已改变。请采用新值或保留此值。</translation>
    </message>
    <message>
        <source>From the image</source>
        <translation>来自影像</translation>
    </message>
    <message>
        <source>From the image, %1</source>
        <translation>来自影像，%1</translation>
    </message>
    <message>
        <source>Was %1 when signed</source>
        <translation>签署时为 %1</translation>
    </message>
    <message>
        <source>Calculated</source>
        <translation>已计算</translation>
    </message>
    <message>
        <source>Missing, reason given</source>
        <translation>缺失，已说明原因</translation>
    </message>
    <message>
        <source>date, day or month may be unknown</source>
        <translation>日期，月或日可不详</translation>
    </message>
    <message>
        <source>hours:minutes</source>
        <translation>时:分</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>未做</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n 条质疑</numerusform>
        </translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签署</translation>
    </message>
    <message>
        <source>YYYY-MM-DD, t is today</source>
        <translation>年-月-日，t 为今天</translation>
    </message>
    <message>
        <source>Row removed</source>
        <translation>已删除一行</translation>
    </message>
    <message>
        <source>%1 of %2 forms complete</source>
        <translation>%2 份表单中已完成 %1 份</translation>
    </message>
    <message>
        <source>Visits and forms</source>
        <translation>访视与表单</translation>
    </message>
    <message>
        <source>Back to the subjects</source>
        <translation>返回受试者列表</translation>
    </message>
    <message>
        <source>%1; changed since, sign again</source>
        <translation>%1；此后有更改，请重新签名</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>%1 has removed this row. It stays removed.</source>
        <translation>%1 已删除此行，此行保持删除。</translation>
    </message>
    <message>
        <source>%1 has removed this row. Your entry is left out: %2</source>
        <translation>%1 已删除此行，您输入的内容未保留：%2</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Ask to unlock</source>
        <translation>请求解锁</translation>
    </message>
    <message>
        <source>Waits for a second person</source>
        <translation>等待另一人同意</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>sign again</source>
        <translation>需重新签名</translation>
    </message>
    <message>
        <source>signed, locked</source>
        <translation>已签名，已锁定</translation>
    </message>
    <message>
        <source>%1; signed, then changed: sign it again</source>
        <translation>%1；签名后有更改：请重新签名</translation>
    </message>
    <message>
        <source>Signed, then changed: sign it again</source>
        <translation>签名后有更改：请重新签名</translation>
    </message>
    <message>
        <source>%1; signed</source>
        <translation>%1；已签名</translation>
    </message>
</context>
<context>
    <name>casebook::FoundModel</name>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>患者编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>模态</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Accession</source>
        <translation>检查号</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>影像</translation>
    </message>
</context>
<context>
    <name>casebook::FreezeDialog</name>
    <message>
        <source>Freeze this cohort?</source>
        <translation>冻结此队列？</translation>
    </message>
    <message numerus="yes">
        <source>The %n members of today stay in it, whatever is entered later. What changed since can be seen.</source>
        <translation>
            <numerusform>今天的 %n 名成员将保留在队列中，不受以后录入的影响；之后的变化可随时查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Data cut</source>
        <translation>数据截止日期</translation>
    </message>
    <message>
        <source>Resected, stage I to IIIA</source>
        <translation>已切除，I 至 IIIA 期</translation>
    </message>
    <message>
        <source>none, or 2026-11-15</source>
        <translation>无，或 2026-11-15</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
</context>
<context>
    <name>casebook::FrozenPane</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Cohort</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员数</translation>
    </message>
    <message>
        <source>Data cut</source>
        <translation>数据截止日期</translation>
    </message>
    <message>
        <source>Frozen by</source>
        <translation>冻结者</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Criteria</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Use its criteria</source>
        <translation>使用其条件</translation>
    </message>
    <message>
        <source>What has changed since</source>
        <translation>此后有何变化</translation>
    </message>
    <message>
        <source>Frozen cohorts</source>
        <translation>已冻结队列</translation>
    </message>
    <message>
        <source>No frozen cohort yet</source>
        <translation>尚无已冻结队列</translation>
    </message>
    <message>
        <source>Freeze keeps who is in today, with criteria, data cut and numbers, under a name.</source>
        <translation>冻结会以一个名称保存今天的成员、条件、数据截止日期和各步人数。</translation>
    </message>
    <message>
        <source>Open as frozen</source>
        <translation>按冻结时打开</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n withdrawn since)</source>
        <comment>members of a cohort</comment>
        <translation>
            <numerusform>%1（此后 %n 人撤回）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::HelpDialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Casebook keeps clinical studies on this workstation. For research use only, not for diagnosis.</source>
        <translation>Casebook 在本工作站上保存临床研究。仅供研究使用，不用于诊断。</translation>
    </message>
    <message>
        <source>find a subject, page or command</source>
        <translation>查找受试者、页面或命令</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>pages of the rail</source>
        <translation>左侧各页面</translation>
    </message>
    <message>
        <source>open the row</source>
        <translation>打开所选行</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>空格</translation>
    </message>
    <message>
        <source>preview the row</source>
        <translation>预览所选行</translation>
    </message>
    <message>
        <source>rename the subject</source>
        <translation>受试者改名</translation>
    </message>
    <message>
        <source>withdraw the subject</source>
        <translation>受试者退出</translation>
    </message>
    <message>
        <source>enrol a subject</source>
        <translation>受试者入组</translation>
    </message>
    <message>
        <source>search the list</source>
        <translation>搜索列表</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>next slice</source>
        <translation>下一层</translation>
    </message>
    <message>
        <source>window presets</source>
        <translation>窗宽窗位预设</translation>
    </message>
    <message>
        <source>axial, coronal, sagittal</source>
        <translation>轴位、冠状位、矢状位</translation>
    </message>
    <message>
        <source>cross-hair</source>
        <translation>十字线</translation>
    </message>
    <message>
        <source>measure a length</source>
        <translation>测量长度</translation>
    </message>
    <message>
        <source>MIP 10 mm on or off</source>
        <translation>10 mm MIP 开关</translation>
    </message>
    <message>
        <source>overlays on or off</source>
        <translation>叠加层开关</translation>
    </message>
    <message>
        <source>hide overlays while held</source>
        <translation>按住时隐藏叠加层</translation>
    </message>
    <message>
        <source>reset the views</source>
        <translation>复位视图</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>casebook::HomeController</name>
    <message numerus="yes">
        <source>%1, %n image(s)</source>
        <translation>
            <numerusform>%1，%n 幅图像</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::HomeEmpty</name>
    <message>
        <source>This study is empty</source>
        <translation>本研究还没有数据</translation>
    </message>
    <message>
        <source>Three ways to begin, in any order.</source>
        <translation>三种开始方式，次序不限。</translation>
    </message>
    <message>
        <source>Import a folder of CT</source>
        <translation>导入 CT 文件夹</translation>
    </message>
    <message>
        <source>All DICOM files below a folder or on a disc. They are checked in a separate process; nothing is changed at the source.</source>
        <translation>文件夹或光盘中的全部 DICOM 文件。由独立进程检查，来源处不作任何改动。</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Single DICOM files, ZIP or TAR archives, results of an AI. You can also drop them anywhere on this window.</source>
        <translation>单个 DICOM 文件、ZIP 或 TAR 压缩包、AI 结果。也可拖放到本窗口任意位置。</translation>
    </message>
    <message>
        <source>Enrol subjects</source>
        <translation>受试者入组</translation>
    </message>
    <message>
        <source>Type the first one. The next free number is proposed, and images find their subject by identity.</source>
        <translation>录入第一位受试者。程序给出下一个空闲编号，影像按身份信息归入受试者。</translation>
    </message>
    <message>
        <source>Enrol a subject</source>
        <translation>入组受试者</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>先看看示例</translation>
    </message>
    <message>
        <source>find anything</source>
        <translation>查找任意内容</translation>
    </message>
    <message>
        <source>keys and about</source>
        <translation>快捷键与关于</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>The demo study has two dozen made-up subjects with forms, chest CT, AI results and reading tasks.</source>
        <translation>演示研究包含二十余名虚构受试者及其表单、胸部 CT、AI 结果和阅片任务。</translation>
    </message>
    <message>
        <source>Open the demo study</source>
        <translation>打开演示研究</translation>
    </message>
</context>
<context>
    <name>casebook::HomeFilled</name>
    <message>
        <source>Series waiting for a subject</source>
        <translation>待指定受试者的序列</translation>
    </message>
    <message>
        <source>The identity in the files matches no subject for certain</source>
        <translation>文件中的身份信息与任何受试者都不能确定相符</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Imports that were interrupted</source>
        <translation>中断的导入</translation>
    </message>
    <message>
        <source>Import the same folder again: what is there already is skipped</source>
        <translation>再次导入同一文件夹即可，已有内容会跳过</translation>
    </message>
    <message>
        <source>Import again</source>
        <translation>再次导入</translation>
    </message>
    <message>
        <source>Overlays that nearly fit</source>
        <translation>位置接近的叠加层</translation>
    </message>
    <message>
        <source>A person looks and confirms the placement</source>
        <translation>需人工查看并确认位置</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Files refused by the last import</source>
        <translation>上次导入拒收的文件</translation>
    </message>
    <message>
        <source>The report says for each what is wrong and what to do</source>
        <translation>报告逐一说明问题和处理办法</translation>
    </message>
    <message>
        <source>See report</source>
        <translation>查看报告</translation>
    </message>
    <message>
        <source>Series to read</source>
        <translation>可阅片的序列</translation>
    </message>
    <message>
        <source>Nothing waits for you; open a subject and read</source>
        <translation>没有待办；打开受试者即可阅片</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Subjects with images</source>
        <translation>有影像的受试者</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>叠加层</translation>
    </message>
    <message>
        <source>Audit chain</source>
        <translation>稽查链</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>尚未校验</translation>
    </message>
    <message>
        <source>Last import</source>
        <translation>上次导入</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) refused</source>
        <translation>
            <numerusform>拒收 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>Good morning, %1</source>
        <translation>早上好，%1</translation>
    </message>
    <message>
        <source>Good afternoon, %1</source>
        <translation>下午好，%1</translation>
    </message>
    <message>
        <source>Good evening, %1</source>
        <translation>晚上好，%1</translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <comment>format of today&apos;s date</comment>
        <translation>yyyy年M月d日 dddd</translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n 名受试者</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>date, subjects</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · Site %2, %3</source>
        <comment>date, site, subjects</comment>
        <translation>%1 · 中心 %2，%3</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Last imports</source>
        <translation>最近导入</translation>
    </message>
    <message>
        <source>Recently worked on</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>In this study</source>
        <translation>本研究</translation>
    </message>
    <message>
        <source>Study health</source>
        <translation>研究状况</translation>
    </message>
    <message>
        <source>Import CT</source>
        <translation>导入 CT</translation>
    </message>
    <message>
        <source>This study has no forms yet</source>
        <translation>本研究尚无表单</translation>
    </message>
    <message>
        <source>Load a definition, or take the lung-cancer study that ships with Casebook</source>
        <translation>载入研究定义，或使用随 Casebook 提供的肺癌研究</translation>
    </message>
    <message>
        <source>Choose forms</source>
        <translation>选择表单</translation>
    </message>
    <message>
        <source>Cases to read</source>
        <translation>待阅病例</translation>
    </message>
    <message numerus="yes">
        <source>%n of them begun</source>
        <translation>
            <numerusform>其中 %n 例已开始</numerusform>
        </translation>
    </message>
    <message>
        <source>None is begun</source>
        <translation>均未开始</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>下一例</translation>
    </message>
    <message>
        <source>Forms overdue</source>
        <translation>逾期表单</translation>
    </message>
    <message numerus="yes">
        <source>Oldest: %1, %2, %n day(s) past its window</source>
        <translation>
            <numerusform>最早：%1，%2，超出窗口 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Work through</source>
        <translation>逐个处理</translation>
    </message>
    <message>
        <source>Queries to answer</source>
        <translation>待答复质疑</translation>
    </message>
    <message numerus="yes">
        <source>The oldest waits for %n day(s)</source>
        <translation>
            <numerusform>最早的已等待 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Answers to look at</source>
        <translation>待审核的答复</translation>
    </message>
    <message>
        <source>Accept an answer, or send it back</source>
        <translation>接受答复或退回</translation>
    </message>
    <message>
        <source>Visits in their window</source>
        <translation>处于窗口内的访视</translation>
    </message>
    <message>
        <source>They can take place now</source>
        <translation>现在即可进行</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>安排</translation>
    </message>
    <message>
        <source>Forms complete</source>
        <translation>已完成表单</translation>
    </message>
    <message>
        <source>Visits done</source>
        <translation>已完成访视</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>day and subject of a visit</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>Overdue forms</source>
        <translation>逾期表单</translation>
    </message>
    <message>
        <source>The next days</source>
        <translation>未来几天</translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s) without a certain subject</source>
        <translation>
            <numerusform>%n 个检查的受试者不确定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series with two files of one image</source>
        <translation>
            <numerusform>%n 个序列中同一影像有两个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>stopped half way</source>
        <translation>中途停止</translation>
    </message>
    <message numerus="yes">
        <source>nothing was taken, %n file(s) refused</source>
        <translation>
            <numerusform>未导入任何内容，拒绝 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Import of %1, by %2</source>
        <translation>%1 的导入，由 %2 执行</translation>
    </message>
    <message>
        <source>Imports that wait for a person</source>
        <translation>等待人员处理的导入</translation>
    </message>
    <message>
        <source>The study was never backed up</source>
        <translation>研究从未备份</translation>
    </message>
    <message>
        <source>Days since the last backup</source>
        <comment>after the number of days</comment>
        <translation>距上次备份的天数</translation>
    </message>
    <message>
        <source>What is lost with this disk can&apos;t be brought back</source>
        <translation>此磁盘一旦损坏，丢失的内容无法找回</translation>
    </message>
    <message>
        <source>Connect the disk of the backup, or choose another folder</source>
        <translation>请连接备份磁盘，或选择其他文件夹</translation>
    </message>
    <message>
        <source>Back up</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>上次备份</translation>
    </message>
    <message>
        <source>never</source>
        <comment>last backup</comment>
        <translation>从未</translation>
    </message>
    <message>
        <source>today</source>
        <comment>last backup</comment>
        <translation>今天</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <comment>last backup</comment>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking through forms and visits</source>
        <translation>正在查看表单和访视</translation>
    </message>
    <message>
        <source>What waits for you stands here in a moment</source>
        <translation>待办事项马上显示在这里</translation>
    </message>
    <message>
        <source>The audit is damaged</source>
        <translation>稽查记录已损坏</translation>
    </message>
    <message>
        <source>Values may have been changed without a trace: let the study be checked before you go on</source>
        <translation>数值可能已被无痕更改：请先检查研究，再继续工作</translation>
    </message>
    <message>
        <source>Forms to be unlocked</source>
        <translation>待解锁的表单</translation>
    </message>
    <message>
        <source>Damaged pieces of the study</source>
        <translation>研究中损坏的部分</translation>
    </message>
    <message>
        <source>Found by the check of %1; a new one names them, a backup brings them back</source>
        <translation>由 %1 的检查发现；重新检查会逐一列出，可用备份恢复</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
</context>
<context>
    <name>casebook::HomeImportsModel</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Already there</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒收</translation>
    </message>
</context>
<context>
    <name>casebook::HomeOverdueModel</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Open form</source>
        <translation>打开表单</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
</context>
<context>
    <name>casebook::HomePage</name>
    <message>
        <source>%1, asked by %2: %3</source>
        <comment>subject, person, reason</comment>
        <translation>%1，%2 请求：%3</translation>
    </message>
</context>
<context>
    <name>casebook::ImageButton</name>
    <message>
        <source>%1, %2</source>
        <comment>date, slice thickness</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>casebook::ImportController</name>
    <message>
        <source>Import from %1</source>
        <translation>从 %1 导入</translation>
    </message>
    <message>
        <source>%1 imported, %2 refused</source>
        <translation>已导入 %1 个，拒收 %2 个</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) imported.</source>
        <translation>
            <numerusform>已导入 %n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Which subject do these images belong to?</source>
        <translation>这些影像属于哪位受试者？</translation>
    </message>
    <message>
        <source>Type the code of a subject, or leave it empty for a new one.</source>
        <translation>请输入受试者编号；留空则建立新受试者。</translation>
    </message>
    <message>
        <source>Close are %1. Leave it empty for a new subject.</source>
        <translation>接近的有 %1。留空则建立新受试者。</translation>
    </message>
    <message>
        <source>Code of the subject</source>
        <translation>受试者编号</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>kept, not shown yet</source>
        <translation>已保留，暂不显示</translation>
    </message>
    <message>
        <source>placed on %1</source>
        <translation>已定位于 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>will be placed on its image</source>
        <translation>将放置到其影像上</translation>
    </message>
    <message>
        <source>Waits for your word</source>
        <translation>等待您的决定</translation>
    </message>
    <message>
        <source>Stopped. Nothing was imported.</source>
        <translation>已停止。未导入任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of a watched folder</source>
        <translation>
            <numerusform>监视文件夹中的 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a mapping table</source>
        <translation>选择对照表</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt)</source>
        <translation>表格 (*.csv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of a watched folder imported.</source>
        <translation>
            <numerusform>已从监视文件夹导入 %n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>key images, among the reports</source>
        <translation>关键图像，见“报告”</translation>
    </message>
    <message>
        <source>report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>presentation state, among the reports</source>
        <translation>显示状态，见“报告”</translation>
    </message>
    <message>
        <source>document, among the reports</source>
        <translation>文档，见“报告”</translation>
    </message>
    <message>
        <source>placed on its images</source>
        <translation>已定位于其图像</translation>
    </message>
    <message numerus="yes">
        <source>%n import(s) ended while the study was locked. Home lists them.</source>
        <translation>
            <numerusform>研究锁定期间有 %n 个导入已结束，见主页列表。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ImportReportPage</name>
    <message>
        <source>files read</source>
        <translation>已读取文件</translation>
    </message>
    <message numerus="yes">
        <source>imported, %n series</source>
        <translation>
            <numerusform>已导入，%n 个序列</numerusform>
        </translation>
    </message>
    <message>
        <source>already there</source>
        <translation>已存在</translation>
    </message>
    <message>
        <source>waiting for a subject</source>
        <translation>等待指定受试者</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>This import was interrupted. What is listed is safe; import the same folder again for the rest.</source>
        <translation>本次导入曾中断。已列出的内容安全；再次导入同一文件夹可补齐其余部分。</translation>
    </message>
    <message>
        <source>Imported series</source>
        <translation>已导入序列</translation>
    </message>
    <message numerus="yes">
        <source>%1 s, %n file(s), %2 a second</source>
        <translation>
            <numerusform>%1 秒，%n 个文件，每秒 %2 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave this series out?</source>
        <translation>排除该序列？</translation>
    </message>
    <message>
        <source>Its files stay in the study and stay listed here. The reason stands in the audit.</source>
        <translation>其文件仍留在研究中，并仍列于此处。原因记入稽查轨迹。</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>files %1, imported %2, already there %3, waiting %4, refused %5</source>
        <translation>文件 %1，已导入 %2，已存在 %3，等待 %4，拒收 %5</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>format of a day without its year</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>Import of %1, %2</source>
        <translation>%1 %2 的导入</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>操作者 %1</translation>
    </message>
    <message>
        <source>from %1, by %2</source>
        <translation>来源 %1，操作者 %2</translation>
    </message>
    <message>
        <source>Take this import back?</source>
        <translation>撤回此次导入？</translation>
    </message>
    <message>
        <source>All that it brought goes out of the study: images, exams, overlays and findings, and subjects that hold nothing else. It is refused where work hangs on it.</source>
        <translation>其带来的全部内容将移出研究：影像、检查、叠加层和发现，以及不含其他内容的受试者。若已有工作依赖于它，则会被拒绝。</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Second files of an image are kept aside, nothing of the others</source>
        <translation>同一影像的第二个文件另行保留，其余均未保留</translation>
    </message>
    <message>
        <source>Nothing is written yet. This is what the import would do.</source>
        <translation>尚未写入任何内容。以下是导入将会进行的操作。</translation>
    </message>
    <message>
        <source>This import was taken back. What it had brought is not in the study any more.</source>
        <translation>此次导入已撤回。其带来的内容已不在研究中。</translation>
    </message>
    <message>
        <source>Text that was guessed</source>
        <translation>经推测的文字</translation>
    </message>
    <message>
        <source>Text of %1 is read as %2.</source>
        <translation>%1 的文字按 %2 读取。</translation>
    </message>
    <message>
        <source>Text of %1 does not fit what the files declare. It was read as %2.</source>
        <translation>%1 的文字与文件声明不符。已按 %2 读取。</translation>
    </message>
    <message>
        <source>%1 is right</source>
        <translation>%1 正确</translation>
    </message>
    <message>
        <source>Two images have the same UID. Which is right?</source>
        <translation>两幅影像的 UID 相同。哪一幅正确？</translation>
    </message>
    <message>
        <source>The same image came with another header. Which is right?</source>
        <translation>同一影像的文件头不同。哪一个正确？</translation>
    </message>
    <message>
        <source>They differ in %1.</source>
        <translation>不同之处：%1。</translation>
    </message>
    <message>
        <source>In the study</source>
        <translation>研究中</translation>
    </message>
    <message>
        <source>Came later</source>
        <translation>后到</translation>
    </message>
    <message>
        <source>The reason stands in the audit.</source>
        <translation>理由将记入稽查记录。</translation>
    </message>
    <message>
        <source>Keep the first</source>
        <translation>保留第一个</translation>
    </message>
    <message>
        <source>Keep the second</source>
        <translation>保留第二个</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两者都保留</translation>
    </message>
    <message>
        <source>Series that would come</source>
        <translation>将要导入的序列</translation>
    </message>
    <message>
        <source>Waiting for a person&apos;s word</source>
        <translation>等待人工决定</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Don&apos;t import</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Before the import</source>
        <translation>导入之前</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>Refused, or waiting for a person</source>
        <translation>拒收，或等待人工处理</translation>
    </message>
    <message>
        <source>Looking again …</source>
        <translation>正在重新查看…</translation>
    </message>
    <message>
        <source>Mapping table</source>
        <translation>对照表</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Choose another table, or go on without one.</source>
        <translation>请选择其他表，或不使用表继续。</translation>
    </message>
    <message>
        <source>Lines with files: %1 of %2.</source>
        <translation>有对应文件的行：%1 / %2。</translation>
    </message>
    <message>
        <source>No files for line %1.</source>
        <translation>第 %1 行没有对应文件。</translation>
    </message>
    <message>
        <source>Matched by their PatientID, as the table does not name them: %1.</source>
        <translation>表中未列出，按其 PatientID 匹配：%1。</translation>
    </message>
    <message>
        <source>Without the table</source>
        <translation>不使用此表</translation>
    </message>
    <message>
        <source>Part this exam by patient?</source>
        <translation>按患者拆分此检查？</translation>
    </message>
    <message>
        <source>Each series goes to the subject of its own PatientID; a person who is new is enrolled, one who can&apos;t be told for certain waits on.</source>
        <translation>每个序列归入其 PatientID 对应的受试者；新的人将入组，无法确定的继续等待。</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>分开</translation>
    </message>
    <message>
        <source>Mapping table …</source>
        <translation>对照表…</translation>
    </message>
    <message>
        <source>Another table …</source>
        <translation>换一张表…</translation>
    </message>
    <message>
        <source>A CSV file that says which subject and visit each PatientID is</source>
        <translation>说明每个 PatientID 对应哪位受试者和访视的 CSV 文件</translation>
    </message>
    <message>
        <source>Show names</source>
        <translation>显示姓名</translation>
    </message>
</context>
<context>
    <name>casebook::ImportedSeriesModel</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Thickness / step, mm</source>
        <translation>层厚 / 层距 mm</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Geometry</source>
        <translation>几何</translation>
    </message>
</context>
<context>
    <name>casebook::ItemPane</name>
    <message>
        <source>Query on %1</source>
        <translation>对%1的质疑</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Open, %1</source>
        <translation>未答复，%1</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>您的答复</translation>
    </message>
    <message>
        <source>Why the value is right; the reason answers the query</source>
        <translation>说明该值为何正确；此理由将作为对质疑的答复</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>What is to be checked</source>
        <translation>需要核实什么</translation>
    </message>
    <message>
        <source>Send answer</source>
        <translation>发送答复</translation>
    </message>
    <message>
        <source>Give reason</source>
        <translation>说明理由</translation>
    </message>
    <message>
        <source>Raise query</source>
        <translation>提出质疑</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>再次质疑</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Nothing is stored yet.</source>
        <translation>尚无已保存的记录。</translation>
    </message>
</context>
<context>
    <name>casebook::JobsPopover</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>No jobs in this session.</source>
        <translation>本次会话没有任务。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2, %3</source>
        <translation>%1 / %2，%3</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>已完成 %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>取消“%1”</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>casebook::KaplanMeierFigure</name>
    <message>
        <source>Number at risk</source>
        <translation>风险人数</translation>
    </message>
</context>
<context>
    <name>casebook::LookController</name>
    <message>
        <source>What is this look called?</source>
        <translation>这个外观叫什么？</translation>
    </message>
    <message>
        <source>Every user of the study can choose it.</source>
        <translation>本研究的所有用户都可以选用。</translation>
    </message>
    <message>
        <source>Name of the look</source>
        <translation>外观名称</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Save look</source>
        <translation>保存外观</translation>
    </message>
    <message>
        <source>The look &quot;%1&quot; is kept in the study.</source>
        <translation>外观“%1”已保存在研究中。</translation>
    </message>
    <message>
        <source>The look &quot;%1&quot; was removed.</source>
        <translation>外观“%1”已移除。</translation>
    </message>
</context>
<context>
    <name>casebook::MainShell</name>
    <message>
        <source>Report copied</source>
        <translation>报告已复制</translation>
    </message>
    <message>
        <source>page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Show the audit</source>
        <translation>查看稽查轨迹</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Enrol a subject</source>
        <translation>入组受试者</translation>
    </message>
    <message>
        <source>Lock the study</source>
        <translation>锁定研究</translation>
    </message>
    <message>
        <source>Show the keys</source>
        <translation>查看快捷键</translation>
    </message>
    <message>
        <source>Open the manual</source>
        <translation>打开手册</translation>
    </message>
    <message>
        <source>Fetch from another machine (PACS)</source>
        <translation>从其他机器取图（PACS）</translation>
    </message>
</context>
<context>
    <name>casebook::MainWindow</name>
    <message>
        <source>All roles</source>
        <translation>全部角色</translation>
    </message>
    <message>
        <source>Import a folder of DICOM files</source>
        <translation>导入 DICOM 文件夹</translation>
    </message>
    <message>
        <source>Import DICOM files or archives</source>
        <translation>导入 DICOM 文件或压缩包</translation>
    </message>
    <message>
        <source>Stop the import and close?</source>
        <translation>停止导入并关闭？</translation>
    </message>
    <message>
        <source>What is imported so far is kept. Importing the same folder again goes on from there.</source>
        <translation>目前已导入的内容会保留。再次导入同一文件夹即从该处继续。</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Go on importing</source>
        <translation>继续导入</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>协调员</translation>
    </message>
    <message>
        <source>Investigator</source>
        <translation>研究者</translation>
    </message>
    <message>
        <source>Data manager</source>
        <translation>数据管理员</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监查员</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message numerus="yes">
        <source>%n role(s)</source>
        <translation>
            <numerusform>%n 个角色</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the backup and close?</source>
        <translation>停止备份并关闭？</translation>
    </message>
    <message>
        <source>Earlier backups stay as they are. The next one copies what is missing.</source>
        <translation>以前的备份保持不变。下次备份会补上缺少的内容。</translation>
    </message>
    <message>
        <source>Go on backing up</source>
        <translation>继续备份</translation>
    </message>
    <message>
        <source>Stop moving images and close?</source>
        <translation>停止移动影像并关闭？</translation>
    </message>
    <message>
        <source>What is moved so far stays moved. Each image is whole, in one place or the other.</source>
        <translation>已移走的保持移走。每幅影像都完整地在其中一处。</translation>
    </message>
    <message>
        <source>Go on moving</source>
        <translation>继续移动</translation>
    </message>
    <message>
        <source>Stop the export and close?</source>
        <translation>停止导出并关闭？</translation>
    </message>
    <message>
        <source>The set is not finished, and nobody is given a part of it. Begin it anew later.</source>
        <translation>数据集尚未完成，其任何部分都不会交付。请稍后重新开始。</translation>
    </message>
    <message>
        <source>Go on exporting</source>
        <translation>继续导出</translation>
    </message>
    <message>
        <source>Stop the transfer and close?</source>
        <translation>停止传输并关闭？</translation>
    </message>
    <message>
        <source>Images that arrived are kept, here or at the other machine. Begin it anew for the rest.</source>
        <translation>已到达的影像会保留在本机或对方设备上。其余影像请重新传输。</translation>
    </message>
    <message>
        <source>Go on transferring</source>
        <translation>继续传输</translation>
    </message>
    <message>
        <source>Stop the check and close?</source>
        <translation>停止检查并关闭？</translation>
    </message>
    <message>
        <source>A check changes nothing. Begin it anew later; it starts from the first object.</source>
        <translation>检查不会更改任何内容。可稍后重新开始；它将从第一个对象开始。</translation>
    </message>
    <message>
        <source>Go on checking</source>
        <translation>继续检查</translation>
    </message>
</context>
<context>
    <name>casebook::ManualWindow</name>
    <message>
        <source>Casebook manual</source>
        <translation>Casebook 手册</translation>
    </message>
    <message>
        <source>Find in the manual</source>
        <translation>在手册中查找</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
</context>
<context>
    <name>casebook::Messages</name>
    <message>
        <source>The passphrase does not open this study. Check Caps Lock and the keyboard language, then try again.</source>
        <translation>此口令打不开本研究。请检查大写锁定和键盘语言，然后重试。</translation>
    </message>
    <message>
        <source>This study has no user of that name. Check the spelling.</source>
        <translation>本研究没有该名称的用户。请检查拼写。</translation>
    </message>
    <message>
        <source>This study has several users. Say which one opens it.</source>
        <translation>本研究有多个用户。请指明由哪个用户打开。</translation>
    </message>
    <message>
        <source>This user is disabled. Ask an administrator of the study.</source>
        <translation>该用户已停用。请联系研究的管理员。</translation>
    </message>
    <message>
        <source>The passphrase is too short. Use at least 12 characters; a sentence is good.</source>
        <translation>口令太短。请至少使用 12 个字符；一句话就很好。</translation>
    </message>
    <message>
        <source>This is the public passphrase of the sample study. Choose another one for real data.</source>
        <translation>这是示例研究的公开口令。真实数据请另选口令。</translation>
    </message>
    <message>
        <source>A passphrase is needed. Name a file with --passphrase-file or type it at the prompt.</source>
        <translation>需要口令。请用 --passphrase-file 指定文件，或在提示处输入。</translation>
    </message>
    <message>
        <source>Other users can read the passphrase file %1. Take their rights off (chmod 600) and try again.</source>
        <translation>其他用户可以读取口令文件 %1。请取消其权限（chmod 600）后重试。</translation>
    </message>
    <message>
        <source>There is something at %1 already. Choose an empty or new folder.</source>
        <translation>%1 处已有内容。请选择空文件夹或新文件夹。</translation>
    </message>
    <message>
        <source>There is no Casebook study at %1. Check the folder.</source>
        <translation>%1 处没有 Casebook 研究。请检查文件夹。</translation>
    </message>
    <message>
        <source>Both copies of the study&apos;s header are damaged. Restore casebook.study from a backup.</source>
        <translation>研究文件头的两份副本均已损坏。请从备份恢复 casebook.study。</translation>
    </message>
    <message>
        <source>This study was written by a newer Casebook. Open it with that version.</source>
        <translation>本研究由更新版本的 Casebook 写入。请用该版本打开。</translation>
    </message>
    <message>
        <source>Your roles in this study do not allow this. Ask an administrator of the study.</source>
        <translation>您在本研究中的角色不允许此操作。请联系研究的管理员。</translation>
    </message>
    <message>
        <source>The study is open for reading only. Nothing was changed.</source>
        <translation>研究以只读方式打开。未作任何更改。</translation>
    </message>
    <message>
        <source>The study is locked. Unlock it and try again.</source>
        <translation>研究已锁定。请解锁后重试。</translation>
    </message>
    <message>
        <source>The study is older than this workstation last saw it. An older copy was put back, or a part was cut off.</source>
        <translation>研究比本工作站上次所见的更旧。可能放回了旧副本，或有一部分被截去。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read. Check that it exists and that you may open it.</source>
        <translation>无法读取 %1。请检查它是否存在，以及您是否有权打开。</translation>
    </message>
    <message>
        <source>Not a DICOM file. Nothing to do unless it should be one.</source>
        <translation>不是 DICOM 文件。除非它本应是 DICOM 文件，否则无需处理。</translation>
    </message>
    <message>
        <source>The file ends before its stated length. Copy it again from its source.</source>
        <translation>文件未到其声明的长度就已结束。请从来源重新复制。</translation>
    </message>
    <message>
        <source>The object says it is an image but holds no pixels. Export it again from its source.</source>
        <translation>该对象声明为图像，但不含像素。请从来源重新导出。</translation>
    </message>
    <message>
        <source>The pixels are compressed in a way that this version can&apos;t read. Export the images uncompressed or as JPEG lossless.</source>
        <translation>本版本无法读取其像素的压缩方式。请以未压缩或无损 JPEG 重新导出图像。</translation>
    </message>
    <message>
        <source>This kind of object can&apos;t be used here.</source>
        <translation>此类对象不能在此使用。</translation>
    </message>
    <message>
        <source>Its position or grid does not fit. It can&apos;t be placed safely.</source>
        <translation>其位置或网格不符，无法安全定位。</translation>
    </message>
    <message>
        <source>It claims more data than the reader accepts. It was not read.</source>
        <translation>它声明的数据量超出读取程序的上限，未予读取。</translation>
    </message>
    <message>
        <source>The file is damaged or built to do harm; its reader was stopped. Copy it again from its source.</source>
        <translation>文件已损坏或含恶意构造，读取进程已被终止。请从来源重新复制。</translation>
    </message>
    <message>
        <source>The archive holds too much, or unsafe paths. Unpack it by hand and import the folder.</source>
        <translation>压缩包内容过多，或含不安全的路径。请手工解压后导入文件夹。</translation>
    </message>
    <message>
        <source>The study has no series %1.</source>
        <translation>研究中没有序列 %1。</translation>
    </message>
    <message>
        <source>The study has no overlay %1.</source>
        <translation>研究中没有叠加层 %1。</translation>
    </message>
    <message>
        <source>The study has no subject %1.</source>
        <translation>研究中没有受试者 %1。</translation>
    </message>
    <message>
        <source>The series %1 has no such volume.</source>
        <translation>序列 %1 没有这样的容积。</translation>
    </message>
    <message>
        <source>The grids are %2 mm apart at the worst corner. A person may confirm the placement; it is recorded and shown.</source>
        <translation>两个网格在最差角点处相距 %2 mm。可由人工确认位置；确认会被记录并显示。</translation>
    </message>
    <message>
        <source>It was drawn in another frame of reference than this volume.</source>
        <translation>它绘制于与该容积不同的参考坐标系。</translation>
    </message>
    <message>
        <source>It or the volume names no frame of reference.</source>
        <translation>它或该容积没有给出参考坐标系。</translation>
    </message>
    <message>
        <source>Its grid does not match the volume: %2 mm apart at the worst corner.</source>
        <translation>其网格与该容积不符：最差角点处相距 %2 mm。</translation>
    </message>
    <message>
        <source>The study has no image in its frame of reference yet.</source>
        <translation>研究中还没有同一参考坐标系的影像。</translation>
    </message>
    <message>
        <source>The 3D view needs a display with OpenGL, and there is none.</source>
        <translation>三维视图需要支持 OpenGL 的显示环境，而此处没有。</translation>
    </message>
    <message>
        <source>Stopped. What was finished before is kept.</source>
        <translation>已停止。此前完成的内容保留。</translation>
    </message>
    <message>
        <source>The program casebook-worker can&apos;t be started. Install Casebook again.</source>
        <translation>无法启动程序 casebook-worker。请重新安装 Casebook。</translation>
    </message>
    <message>
        <source>Another subject has the code %1. Choose another one.</source>
        <translation>已有其他受试者使用编号 %1。请另选编号。</translation>
    </message>
    <message>
        <source>A subject&apos;s code has 1 to 64 characters and no line break.</source>
        <translation>受试者编号须为 1 至 64 个字符，且不含换行。</translation>
    </message>
    <message>
        <source>%1 is not a date. Write 1956, 1956-02 or 1956-02-13.</source>
        <translation>%1 不是日期。请写成 1956、1956-02 或 1956-02-13。</translation>
    </message>
    <message>
        <source>Say why: this change is kept with its reason.</source>
        <translation>请说明原因：此更改连同原因一并保存。</translation>
    </message>
    <message>
        <source>Somebody else has changed this meanwhile. Look at the new value and try again.</source>
        <translation>其间已有他人作了更改。请查看新值后重试。</translation>
    </message>
    <message>
        <source>The disk is full. Make room and try again; nothing that was finished is lost.</source>
        <translation>磁盘已满。请腾出空间后重试；已完成的内容没有丢失。</translation>
    </message>
    <message>
        <source>The disk did not take the data. Nothing was changed. Check the disk.</source>
        <translation>磁盘未能写入数据。未作任何更改。请检查磁盘。</translation>
    </message>
    <message>
        <source>Stored data of this object is damaged. Run verify, then restore it from a backup.</source>
        <translation>该对象的存储数据已损坏。请运行校验，然后从备份恢复。</translation>
    </message>
    <message>
        <source>A part of the database is damaged. Run verify, then restore it from a backup.</source>
        <translation>数据库的一部分已损坏。请运行校验，然后从备份恢复。</translation>
    </message>
    <message>
        <source>The audit trail was changed outside Casebook. Run verify for the place.</source>
        <translation>稽查轨迹在 Casebook 之外被改动。请运行校验以查明位置。</translation>
    </message>
    <message>
        <source>slices missing at %1 mm</source>
        <translation>%1 mm 处缺层</translation>
    </message>
    <message>
        <source>several images at one position</source>
        <translation>同一位置有多幅图像</translation>
    </message>
    <message>
        <source>uneven slice distances</source>
        <translation>层距不均</translation>
    </message>
    <message>
        <source>gantry tilt %1°</source>
        <translation>机架倾斜 %1°</translation>
    </message>
    <message>
        <source>several orientations in one series</source>
        <translation>同一序列有多种方向</translation>
    </message>
    <message>
        <source>pixels are not square</source>
        <translation>像素非正方</translation>
    </message>
    <message>
        <source>slices overlap</source>
        <translation>层面重叠</translation>
    </message>
    <message>
        <source>no rescale values, not calibrated</source>
        <translation>无换算参数，未校准</translation>
    </message>
    <message>
        <source>padded outside the field of view</source>
        <translation>视野外有填充</translation>
    </message>
    <message>
        <source>lossy compression</source>
        <translation>有损压缩</translation>
    </message>
    <message>
        <source>localizer</source>
        <translation>定位像</translation>
    </message>
    <message>
        <source>time series</source>
        <translation>时间序列</translation>
    </message>
    <message>
        <source>single slice</source>
        <translation>单层</translation>
    </message>
    <message>
        <source>a slice is cut short</source>
        <translation>有一层被截断</translation>
    </message>
    <message>
        <source>slice distance taken from the thickness</source>
        <translation>层距取自层厚</translation>
    </message>
    <message>
        <source>its import was interrupted</source>
        <translation>其导入曾中断</translation>
    </message>
    <message>
        <source>These recovery words do not open this study. Check that they were printed for it.</source>
        <translation>这些恢复词打不开本研究。请核对它们是否为本研究所印。</translation>
    </message>
    <message>
        <source>The recovery words are mistyped. Check each group of four.</source>
        <translation>恢复词输入有误。请逐组核对，每组四个字符。</translation>
    </message>
    <message>
        <source>The folder %1 is not a Casebook study.</source>
        <translation>文件夹 %1 不是 Casebook 研究。</translation>
    </message>
    <message>
        <source>The study&apos;s header is older than the study. An older copy was put back; restore the newest one.</source>
        <translation>研究文件头比研究本身更旧。可能放回了旧副本；请恢复最新的副本。</translation>
    </message>
    <message>
        <source>The folder %1 is on a network drive, where a study can&apos;t be kept safely. Choose a folder on a local disk.</source>
        <translation>文件夹 %1 位于网络驱动器上，无法在那里安全保存研究。请选择本机磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>The stored file %1 is damaged. Run verify, then restore it from a backup.</source>
        <translation>存储文件 %1 已损坏。请运行校验，然后从备份恢复。</translation>
    </message>
    <message>
        <source>The stored file %1 is missing. Run verify, then restore it from a backup.</source>
        <translation>存储文件 %1 缺失。请运行校验，然后从备份恢复。</translation>
    </message>
    <message>
        <source>The disk failed at %1 (%3). Nothing that was finished is lost. Check the disk.</source>
        <translation>磁盘在 %1 处出错（%3）。已完成的内容没有丢失。请检查磁盘。</translation>
    </message>
    <message>
        <source>The disk failed, so nothing more is written. Lock the study, check the disk and open it again.</source>
        <translation>磁盘出错，因此不再写入任何内容。请锁定研究，检查磁盘后重新打开。</translation>
    </message>
    <message>
        <source>The database refused the change (%2). Nothing was changed.</source>
        <translation>数据库拒绝了此更改（%2）。未作任何更改。</translation>
    </message>
    <message>
        <source>Another program holds the database. Try again.</source>
        <translation>另一程序正占用数据库。请重试。</translation>
    </message>
    <message>
        <source>This would break a rule of the study&apos;s data. Nothing was changed.</source>
        <translation>此操作会违反研究数据的规则。未作任何更改。</translation>
    </message>
    <message>
        <source>The program tried a change without an audit row; it was refused. Please report this.</source>
        <translation>程序试图作出没有稽查记录的更改，已被拒绝。请报告此问题。</translation>
    </message>
    <message>
        <source>The study has a user %1 already, or had one. Choose another name.</source>
        <translation>研究中已有或曾有用户 %1。请另选名称。</translation>
    </message>
    <message>
        <source>You can&apos;t disable your own account. Another administrator can.</source>
        <translation>您不能停用自己的账户。可由另一位管理员停用。</translation>
    </message>
    <message>
        <source>A user needs at least one role.</source>
        <translation>用户至少需要一个角色。</translation>
    </message>
    <message>
        <source>The study needs a name.</source>
        <translation>研究需要名称。</translation>
    </message>
    <message>
        <source>The encryption of the database does not work on this computer. Nothing was written. Install Casebook again.</source>
        <translation>数据库加密在此计算机上无法工作。未写入任何内容。请重新安装 Casebook。</translation>
    </message>
    <message>
        <source>The database would not have been encrypted, so it was removed. Install Casebook again.</source>
        <translation>数据库未能加密，因此已被移除。请重新安装 Casebook。</translation>
    </message>
    <message>
        <source>The encryption library can&apos;t be started. Install Casebook again.</source>
        <translation>无法启动加密库。请重新安装 Casebook。</translation>
    </message>
    <message>
        <source>The study has as many users as its header holds. Disable one that is not needed.</source>
        <translation>本研究的用户数已达文件头的上限。请停用一个不再需要的用户。</translation>
    </message>
    <message>
        <source>These images don&apos;t wait for a subject any more. Look at the report again.</source>
        <translation>这些影像已不再等待指定受试者。请重新查看报告。</translation>
    </message>
    <message>
        <source>The file holds values that are not whole numbers. It is no label map.</source>
        <translation>文件中含有非整数值，它不是标签图。</translation>
    </message>
    <message>
        <source>The segmentation is empty. There is nothing to write or draw.</source>
        <translation>分割为空，没有可写入或绘制的内容。</translation>
    </message>
    <message>
        <source>The subject %1 is withdrawn already.</source>
        <translation>受试者 %1 已经退出。</translation>
    </message>
    <message>
        <source>The study has no such measurement, or it was removed.</source>
        <translation>本研究中没有该测量，或它已被删除。</translation>
    </message>
    <message>
        <source>This kind of object is kept and listed; no page shows it yet.</source>
        <translation>此类对象已保留并列出，目前尚无页面显示。</translation>
    </message>
    <message>
        <source>no position in the patient</source>
        <translation>无空间位置</translation>
    </message>
    <message>
        <source>no pixel spacing, not calibrated</source>
        <translation>无像素间距，未校准</translation>
    </message>
    <message>
        <source>The reader program stopped before it could work. Try again; if it stays so, restart Casebook.</source>
        <translation>读取程序在工作前已停止。请重试；若仍如此，请重新启动 Casebook。</translation>
    </message>
    <message>
        <source>The DICOM dictionary is missing. Install the package dcmtk-data again.</source>
        <translation>缺少 DICOM 字典。请重新安装 dcmtk-data 软件包。</translation>
    </message>
    <message>
        <source>This is no archive that can be read.</source>
        <translation>这不是可读取的归档文件。</translation>
    </message>
    <message>
        <source>The object has no such frame.</source>
        <translation>该对象没有此帧。</translation>
    </message>
    <message>
        <source>It did not work (%1).</source>
        <translation>操作未成功（%1）。</translation>
    </message>
    <message>
        <source>Its grid has another size than the volume.</source>
        <translation>其网格大小与该容积不同。</translation>
    </message>
    <message>
        <source>Its grid nearly fits the volume. A person may confirm the placement.</source>
        <translation>其网格与该容积接近吻合。可由人员确认定位。</translation>
    </message>
    <message>
        <source>The study has no such import.</source>
        <translation>本研究中没有该次导入。</translation>
    </message>
    <message>
        <source>There is no volume to draw.</source>
        <translation>没有可绘制的容积。</translation>
    </message>
    <message>
        <source>The 3D picture could not be drawn. Try a smaller one.</source>
        <translation>无法绘制三维图像。请尝试较小的尺寸。</translation>
    </message>
    <message>
        <source>%1 is not understood here. See --help.</source>
        <translation>此处无法识别 %1。请参阅 --help。</translation>
    </message>
    <message>
        <source>several pixel sizes or slice distances in one series</source>
        <translation>同一序列中有多种像素大小或层距</translation>
    </message>
    <message>
        <source>other planes are resampled</source>
        <translation>其他平面为重采样</translation>
    </message>
    <message>
        <source>Go to the item of the form that shall take the value, then send it again.</source>
        <translation>请先定位到要接收该值的表单条目，再次发送。</translation>
    </message>
    <message>
        <source>The item takes %2, the measurement is in %1. Choose another item.</source>
        <translation>该条目的单位为 %2，测量值为 %1。请选择其他条目。</translation>
    </message>
    <message>
        <source>There is something at %1 already. Choose a new folder; nothing is ever overwritten.</source>
        <translation>%1处已有内容。请选择新文件夹；程序从不覆盖已有文件。</translation>
    </message>
    <message>
        <source>The study has no export %1.</source>
        <translation>本研究没有导出记录%1。</translation>
    </message>
    <message>
        <source>There is no profile %1. Use research or strict.</source>
        <translation>没有名为%1的方案。请使用research或strict。</translation>
    </message>
    <message>
        <source>The finished set did not pass its check, so nothing was released: %2.</source>
        <translation>导出结果未通过检查，因此未放行任何内容：%2。</translation>
    </message>
    <message>
        <source>The set did not pass the check: %2.</source>
        <translation>数据集未通过检查：%2。</translation>
    </message>
    <message>
        <source>The smallest group of subjects that look alike has %1; the study asks for at least %2. Release fewer variables or a larger cohort.</source>
        <translation>特征相同的受试者最小分组为%1例，研究要求至少%2例。请减少变量或扩大队列。</translation>
    </message>
    <message>
        <source>The object holds a UID that was not replaced. It was not released.</source>
        <translation>该对象含有未被替换的UID，未导出。</translation>
    </message>
    <message>
        <source>Its sequences are nested too deeply. It was not released.</source>
        <translation>其序列嵌套过深，未导出。</translation>
    </message>
    <message>
        <source>This kind of object is not released.</source>
        <translation>此类对象不导出。</translation>
    </message>
    <message>
        <source>An attribute must have a value and none is known that is safe. It was not released.</source>
        <translation>某属性必须有值，但没有安全的替代值，未导出。</translation>
    </message>
    <message>
        <source>The expression can&apos;t be read at &quot;%1&quot; (character %2). Check brackets, quotes and operators.</source>
        <translation>表达式在“%1”处（第 %2 个字符）无法读取。请检查括号、引号和运算符。</translation>
    </message>
    <message>
        <source>The expression names &quot;%1&quot; (character %2), which does not exist. Check the name.</source>
        <translation>表达式引用了不存在的名称“%1”（第 %2 个字符）。请检查名称。</translation>
    </message>
    <message>
        <source>These calculations need each other in a loop: %1. Take one of them out.</source>
        <translation>这些计算互相循环引用：%1。请去掉其中一个。</translation>
    </message>
    <message>
        <source>There is no such date: %1 (character %2). Write d&apos;2024-03-15&apos; or a part of it.</source>
        <translation>没有这个日期：%1（第 %2 个字符）。请写成 d&apos;2024-03-15&apos; 或其中一部分。</translation>
    </message>
    <message>
        <source>There is no such time: %1 (character %2). Write t&apos;13:05&apos;.</source>
        <translation>没有这个时间：%1（第 %2 个字符）。请写成 t&apos;13:05&apos;。</translation>
    </message>
    <message>
        <source>The context %1 is no JSON object of the documented form (%2). See the manual, expressions.</source>
        <translation>上下文文件 %1 不是规定格式的 JSON 对象（%2）。请参阅手册“表达式”一节。</translation>
    </message>
    <message>
        <source>The study has no cohort %1.</source>
        <translation>本研究没有队列 %1。</translation>
    </message>
    <message>
        <source>There is a cohort of the name %1 already. A frozen cohort does not change; choose another name.</source>
        <translation>已有名为 %1 的队列。冻结的队列不会改变，请换一个名称。</translation>
    </message>
    <message>
        <source>A cohort needs a name of 1 to 100 characters that is not a number.</source>
        <translation>队列名称须为 1 到 100 个字符，且不能是数字。</translation>
    </message>
    <message>
        <source>The data cut must be a complete date, for example 2025-12-31.</source>
        <translation>数据截止日必须是完整日期，例如 2025-12-31。</translation>
    </message>
    <message>
        <source>This is not a number. Write digits with a point, for example 12.5 or &lt;0.01.</source>
        <translation>这不是数字。请用小数点书写，例如 12.5 或 &lt;0.01。</translation>
    </message>
    <message>
        <source>This is not a whole number.</source>
        <translation>这不是整数。</translation>
    </message>
    <message>
        <source>A comma can mean thousands or a decimal point: %2 or %3? Write the number with a point or without a mark.</source>
        <translation>逗号可能是千位分隔或小数点：%2 还是 %3？请用小数点或不用分隔符书写。</translation>
    </message>
    <message>
        <source>The unit %2 can&apos;t be converted to %3 here. Check the unit.</source>
        <translation>单位 %2 在此不能换算为 %3。请检查单位。</translation>
    </message>
    <message>
        <source>This is not a date. Write 2024, 2024-03 or 2024-03-05; t is today.</source>
        <translation>这不是日期。请写成 2024、2024-03 或 2024-03-05；t 表示今天。</translation>
    </message>
    <message>
        <source>Day and month can&apos;t be told apart: %2 or %3? Write the year first.</source>
        <translation>无法区分日和月：%2 还是 %3？请先写年份。</translation>
    </message>
    <message>
        <source>This is not a time. Write 13:05.</source>
        <translation>这不是时间。请写成 13:05。</translation>
    </message>
    <message>
        <source>This is not a date with a time. Write 2024-03-05 13:05.</source>
        <translation>这不是日期时间。请写成 2024-03-05 13:05。</translation>
    </message>
    <message>
        <source>Write yes or no.</source>
        <translation>请填写是或否。</translation>
    </message>
    <message>
        <source>The code list has no %2. Choose one of its codes.</source>
        <translation>代码表中没有 %2。请选择其中的代码。</translation>
    </message>
    <message>
        <source>This fits several codes: %2. Choose one.</source>
        <translation>有多个代码符合：%2。请选择一个。</translation>
    </message>
    <message>
        <source>This is no reason for a missing value. Use NI, UNK, NASK, ASKU, NAV, NA, MSK, OTH or ND.</source>
        <translation>这不是缺失原因。请用 NI、UNK、NASK、ASKU、NAV、NA、MSK、OTH 或 ND。</translation>
    </message>
    <message>
        <source>The text is too long; %2 characters are allowed.</source>
        <translation>文字过长；最多 %2 个字符。</translation>
    </message>
    <message>
        <source>This value can&apos;t be typed. It comes from the images, a file or a calculation.</source>
        <translation>该值不能键入。它来自影像、文件或计算。</translation>
    </message>
    <message>
        <source>The study&apos;s definition has no form %1.</source>
        <translation>研究定义中没有表单 %1。</translation>
    </message>
    <message>
        <source>The form has no item %1.</source>
        <translation>表单中没有条目 %1。</translation>
    </message>
    <message>
        <source>The form has no such row any more.</source>
        <translation>表单中已没有该行。</translation>
    </message>
    <message>
        <source>The form has no group %1.</source>
        <translation>表单中没有条目组 %1。</translation>
    </message>
    <message>
        <source>The form has this row already.</source>
        <translation>表单中已有该行。</translation>
    </message>
    <message>
        <source>The group %1 has as many rows as it may hold (%2).</source>
        <translation>条目组 %1 的行数已达上限（%2）。</translation>
    </message>
    <message>
        <source>This value is calculated and can&apos;t be entered.</source>
        <translation>该值由计算得出，不能录入。</translation>
    </message>
    <message>
        <source>This kind of value does not fit the item %1.</source>
        <translation>该类型的值不适合条目 %1。</translation>
    </message>
    <message>
        <source>An answer is needed here, or the reason why it is missing.</source>
        <translation>此处需要填写，或说明缺失原因。</translation>
    </message>
    <message>
        <source>Expected is %2 to %3. Check the value.</source>
        <translation>预期范围为 %2 至 %3。请核对该值。</translation>
    </message>
    <message>
        <source>A value outside %2 to %3 can&apos;t be right. Check for a typing error.</source>
        <translation>超出 %2 至 %3 的值不可能正确。请检查是否录入错误。</translation>
    </message>
    <message>
        <source>This does not agree with other values (%2).</source>
        <translation>与其他值不一致（%2）。</translation>
    </message>
    <message>
        <source>The code %2 is no longer offered. Choose another one, or keep it for old data.</source>
        <translation>代码 %2 已停用。请另选，或仅为旧数据保留。</translation>
    </message>
    <message>
        <source>Not calculated: it would divide by zero.</source>
        <translation>未计算：除数为零。</translation>
    </message>
    <message>
        <source>Not calculated: a number is outside what the formula takes.</source>
        <translation>未计算：数值超出公式允许范围。</translation>
    </message>
    <message>
        <source>Not calculated: the result is out of range.</source>
        <translation>未计算：结果超出范围。</translation>
    </message>
    <message>
        <source>Not calculated: the numbers are too large.</source>
        <translation>未计算：数值过大。</translation>
    </message>
    <message>
        <source>Not calculated: the units can&apos;t be converted.</source>
        <translation>未计算：单位无法换算。</translation>
    </message>
    <message>
        <source>Not calculated: a value is of another kind than the formula takes.</source>
        <translation>未计算：值的类型与公式不符。</translation>
    </message>
    <message>
        <source>Not calculated: several forms could be meant.</source>
        <translation>未计算：可能指多个表单。</translation>
    </message>
    <message>
        <source>Not calculated: a value is only known to lie under or over a limit.</source>
        <translation>未计算：某值仅知低于或高于某一界限。</translation>
    </message>
    <message>
        <source>Not calculated: the formula names something that the study&apos;s definition does not have.</source>
        <translation>未计算：公式引用了研究定义中不存在的内容。</translation>
    </message>
    <message>
        <source>Not calculated: the study&apos;s definition has a fault here (%2).</source>
        <translation>未计算：研究定义此处有错误（%2）。</translation>
    </message>
    <message>
        <source>The form definition can&apos;t be read at %1: %2.</source>
        <translation>表单定义在 %1 处无法读取：%2。</translation>
    </message>
    <message>
        <source>The study table can&apos;t be read at %1: %2.</source>
        <translation>研究表格在 %1 处无法读取：%2。</translation>
    </message>
    <message>
        <source>Line %1 of the table holds a NUL character. Export it again as text.</source>
        <translation>表格第 %1 行含有 NUL 字符。请重新导出为文本。</translation>
    </message>
    <message>
        <source>Line %1 of the table has a quote that is not closed or stands inside a cell.</source>
        <translation>表格第 %1 行有未闭合或位于单元格内部的引号。</translation>
    </message>
    <message>
        <source>The table is empty. It needs a row with the names of the columns.</source>
        <translation>表格为空。需要一行列名。</translation>
    </message>
    <message>
        <source>The table has two columns called %1. Rename one.</source>
        <translation>表格有两列名为 %1。请重命名其中一列。</translation>
    </message>
    <message>
        <source>Choose a reason for the change, or write one.</source>
        <translation>请选择修改原因，或写明原因。</translation>
    </message>
    <message>
        <source>The form %1 is locked. A data manager can unlock it.</source>
        <translation>表单 %1 已锁定。数据管理员可以解锁。</translation>
    </message>
    <message>
        <source>The form %1 is not complete. Complete it, or say why it is locked all the same.</source>
        <translation>表单 %1 尚未完成。请完成它，或说明为何仍要锁定。</translation>
    </message>
    <message>
        <source>The form %1 has %2 open queries. Close them, or say why it is locked all the same.</source>
        <translation>表单 %1 有 %2 条未关闭的质疑。请先关闭，或说明为何仍要锁定。</translation>
    </message>
    <message>
        <source>%1 names no form. Write SUBJECT/VISIT/FORM, SUBJECT/VISIT#2/FORM or SUBJECT/FORM.</source>
        <translation>%1 不是表单的名称。请写作 受试者/访视/表单、受试者/访视#2/表单 或 受试者/表单。</translation>
    </message>
    <message>
        <source>There are %2 forms %1 at this visit. Name one by its id.</source>
        <translation>本次访视有 %2 份表单 %1。请用其编号指明一份。</translation>
    </message>
    <message>
        <source>The visit %2 has no form %1.</source>
        <translation>访视 %2 没有表单 %1。</translation>
    </message>
    <message>
        <source>The form %1 has values already. They are not replaced by an import.</source>
        <translation>表单 %1 已有数值。导入不会替换它们。</translation>
    </message>
    <message>
        <source>The study has no visit %1.</source>
        <translation>本研究没有访视 %1。</translation>
    </message>
    <message>
        <source>A visit is planned, done, missed or not expected.</source>
        <translation>访视的状态是计划中、已完成、已错过或不需要。</translation>
    </message>
    <message>
        <source>The subject has no such exam.</source>
        <translation>该受试者没有这次检查。</translation>
    </message>
    <message>
        <source>%1 has no value.</source>
        <translation>%1 没有数值。</translation>
    </message>
    <message>
        <source>The study has no forms yet. Load a form definition, or install the shipped one.</source>
        <translation>本研究还没有表单。请载入表单定义，或安装自带的定义。</translation>
    </message>
    <message>
        <source>The study has no version %1 of its definition.</source>
        <translation>本研究的定义没有第 %1 版。</translation>
    </message>
    <message>
        <source>The definition is the one in force already. Nothing was changed.</source>
        <translation>该定义正在使用中。没有任何改动。</translation>
    </message>
    <message>
        <source>The definition has %2 faults and was not put in force. The first: %3</source>
        <translation>该定义有 %2 处错误，未启用。首先是：%3</translation>
    </message>
    <message>
        <source>The study has no such query.</source>
        <translation>本研究没有这条质疑。</translation>
    </message>
    <message>
        <source>This can&apos;t be done with a query that is %2.</source>
        <translation>状态为 %2 的质疑不能这样处理。</translation>
    </message>
    <message>
        <source>Write a text.</source>
        <translation>请填写文字。</translation>
    </message>
    <message>
        <source>Only who asked the query, or a data manager, can do this.</source>
        <translation>只有提出质疑的人或数据管理员可以这样做。</translation>
    </message>
    <message>
        <source>%1 is the last administrator. Make another user administrator first.</source>
        <translation>%1 是最后一位管理员。请先指定另一位管理员。</translation>
    </message>
    <message>
        <source>The table is in another encoding; the first wrong byte is at %2. Choose the encoding, or save it as UTF-8.</source>
        <translation>表格使用了其他编码；第一个错误字节在 %2。请选择编码，或另存为 UTF-8。</translation>
    </message>
    <message>
        <source>The mapping file is wrong at %1: %2</source>
        <translation>映射文件在 %1 处有误：%2</translation>
    </message>
    <message>
        <source>The column %1 is not expected or is missing. Compare the header with the template.</source>
        <translation>列 %1 多余或缺失。请将表头与模板对照。</translation>
    </message>
    <message>
        <source>Another line has the same label.</source>
        <translation>另一行有相同的编号。</translation>
    </message>
    <message>
        <source>Write M, F or O.</source>
        <translation>请填写 M、F 或 O。</translation>
    </message>
    <message>
        <source>The study has no such site.</source>
        <translation>本研究没有这个中心。</translation>
    </message>
    <message>
        <source>Another subject has this patient number.</source>
        <translation>另一位受试者已有这个病历号。</translation>
    </message>
    <message>
        <source>The line has another number of cells than the header.</source>
        <translation>该行的单元格数与表头不同。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written, or is there already.</source>
        <translation>%1 无法写入，或已存在。</translation>
    </message>
    <message>
        <source>There is no reading task %1 for you. Look at your worklist.</source>
        <translation>您没有阅片任务 %1。请查看您的工作列表。</translation>
    </message>
    <message>
        <source>You have no open reading task on the series %1. Ask for one.</source>
        <translation>您在序列 %1 上没有未完成的阅片任务。请申请分配。</translation>
    </message>
    <message>
        <source>The reading task %1 is another reader&apos;s. Only that reader works on it.</source>
        <translation>阅片任务 %1 属于另一位阅片者，只有该阅片者可以处理。</translation>
    </message>
    <message>
        <source>The user %1 does not have the role of a reader. Choose another one, or give the role first.</source>
        <translation>用户 %1 没有阅片者角色。请另选一位，或先授予该角色。</translation>
    </message>
    <message>
        <source>Choose the mode of the reading: unaided, second reader or concurrent. There is no default.</source>
        <translation>请选择阅片模式：独立阅片、第二阅片者或同步阅片。没有默认值。</translation>
    </message>
    <message>
        <source>This version offers the modes unaided, second reader and concurrent.</source>
        <translation>本版本提供独立阅片、第二阅片者和同步阅片三种模式。</translation>
    </message>
    <message>
        <source>This reader has this series in this mode already (task %1).</source>
        <translation>该阅片者已有该序列同一模式的任务（任务 %1）。</translation>
    </message>
    <message>
        <source>The series %1 holds no original images, so it can&apos;t be read.</source>
        <translation>序列 %1 不含原始图像，不能阅片。</translation>
    </message>
    <message>
        <source>The images of %1 wait for a subject. Say whose they are first.</source>
        <translation>%1 的图像尚未确定受试者。请先指定受试者。</translation>
    </message>
    <message>
        <source>The reading %1 is finished. Open it again with a reason to change it.</source>
        <translation>阅片 %1 已完成。如需更改，请说明原因后重新打开。</translation>
    </message>
    <message>
        <source>The reading %1 is not finished yet.</source>
        <translation>阅片 %1 尚未完成。</translation>
    </message>
    <message>
        <source>You have another reading of this subject without AI. Close that one first, then open %1.</source>
        <translation>您对该受试者还有一次不用 AI 的阅片。请先关闭它，再打开 %1。</translation>
    </message>
    <message>
        <source>The reading %1 can&apos;t be finished yet (%2). Judge every mark and complete the form.</source>
        <translation>阅片 %1 还不能完成（%2）。请判定每个标记并完成表单。</translation>
    </message>
    <message>
        <source>The study has no finding %1.</source>
        <translation>研究中没有发现 %1。</translation>
    </message>
    <message>
        <source>This finding can&apos;t be judged so from its present state (%3). Nothing was changed.</source>
        <translation>以该发现目前的状态（%3）不能这样判定。未作任何更改。</translation>
    </message>
    <message>
        <source>%1 is no reason of the list. Choose one of them.</source>
        <translation>%1 不在原因列表中。请从列表中选择。</translation>
    </message>
    <message>
        <source>There is no decision of this session to take back.</source>
        <translation>本次阅片中没有可以收回的判定。</translation>
    </message>
    <message>
        <source>The place of the finding is not a point in the patient.</source>
        <translation>该发现的位置不是患者体内的点。</translation>
    </message>
    <message>
        <source>Your reading of this subject hides overlays. Close its first reading, or let another person import.</source>
        <translation>您对该受试者的阅片隐藏了叠加层。请先关闭首次阅片，或由他人导入。</translation>
    </message>
    <message>
        <source>This is not what the format casebook.findings/1 allows.</source>
        <translation>不符合 casebook.findings/1 格式。</translation>
    </message>
    <message>
        <source>The algorithm&apos;s name and version are needed.</source>
        <translation>需要算法的名称和版本。</translation>
    </message>
    <message>
        <source>The study has no image series of that UID. Import the images first.</source>
        <translation>研究中没有该 UID 的图像序列。请先导入图像。</translation>
    </message>
    <message>
        <source>The frame of reference is not that of the series.</source>
        <translation>参考坐标系与该序列不同。</translation>
    </message>
    <message>
        <source>The series has another number of images or another geometry than the algorithm read.</source>
        <translation>该序列的图像数或几何与算法读取时不同。</translation>
    </message>
    <message>
        <source>The coordinates must be stated as LPS and mm; they are never guessed.</source>
        <translation>坐标必须注明为 LPS 和 mm；程序不作猜测。</translation>
    </message>
    <message>
        <source>The file holds more findings than the 2,000 that are taken.</source>
        <translation>文件中的发现超过 2,000 个的上限。</translation>
    </message>
    <message>
        <source>Two findings have the same id.</source>
        <translation>两个发现的 id 相同。</translation>
    </message>
    <message>
        <source>The centre is no point in the volume. Check that the coordinates are LPS.</source>
        <translation>中心不在容积内。请检查坐标是否为 LPS。</translation>
    </message>
    <message>
        <source>The box is turned round, or does not hold the centre. It must be min x, y, z, then max x, y, z.</source>
        <translation>方框颠倒或不包含中心。应先写最小 x、y、z，再写最大 x、y、z。</translation>
    </message>
    <message>
        <source>A size must be above 0 and at most 300 mm, the short axis not above the long one.</source>
        <translation>尺寸须大于 0 且不超过 300 mm，短径不得大于长径。</translation>
    </message>
    <message>
        <source>A score lies between 0 and 1; a probability needs the algorithm&apos;s calibration.</source>
        <translation>评分在 0 到 1 之间；概率需要算法的校准说明。</translation>
    </message>
    <message>
        <source>The mask file is missing, or its grid or labels don&apos;t fit the series.</source>
        <translation>缺少掩模文件，或其网格或标签与序列不符。</translation>
    </message>
    <message>
        <source>The volume differs from a sphere of that diameter by more than eight times.</source>
        <translation>体积与该直径的球体相差超过八倍。</translation>
    </message>
    <message>
        <source>There is no column %1. Check its name.</source>
        <translation>没有名为 %1 的列。请核对列名。</translation>
    </message>
    <message>
        <source>The specs file has no entry %1.</source>
        <translation>说明文件中没有条目 %1。</translation>
    </message>
    <message>
        <source>The entry of the specs file does not say %1.</source>
        <translation>说明文件的该条目缺少 %1。</translation>
    </message>
    <message>
        <source>Nobody has had the event, so no model can be fitted.</source>
        <translation>无人发生事件，无法拟合模型。</translation>
    </message>
    <message>
        <source>All outcomes are alike, so no model can be fitted.</source>
        <translation>所有结局相同，无法拟合模型。</translation>
    </message>
    <message>
        <source>There are too few complete rows for this model.</source>
        <translation>完整记录太少，无法拟合此模型。</translation>
    </message>
    <message>
        <source>The variable %1 follows from the others or never changes. Leave it out.</source>
        <translation>变量 %1 可由其他变量推出或从不变化。请将其去掉。</translation>
    </message>
    <message>
        <source>The column %1 holds no numbers.</source>
        <translation>列 %1 不含数值。</translation>
    </message>
    <message>
        <source>The column %1 can&apos;t form groups: it has %2 values. Choose one with 2 to 12.</source>
        <translation>列 %1 不能用于分组：它有 %2 个取值。请选择有 2 至 12 个取值的列。</translation>
    </message>
    <message>
        <source>The figure could not be written to %1. Check the folder and the space on the disk.</source>
        <translation>图无法写入 %1。请检查文件夹和磁盘空间。</translation>
    </message>
    <message>
        <source>The study has no subject of this label.</source>
        <translation>本研究没有此编号的受试者。</translation>
    </message>
    <message>
        <source>The study has no visit of this name.</source>
        <translation>本研究没有此名称的访视。</translation>
    </message>
    <message>
        <source>The unit of this column can&apos;t be converted to the item&apos;s.</source>
        <translation>该列的单位无法换算为条目的单位。</translation>
    </message>
    <message>
        <source>No lungs were found in this volume. Choose another look.</source>
        <translation>此容积中未找到肺。请选择其他外观。</translation>
    </message>
    <message>
        <source>This look needs a segmentation of the airways, and there is none yet. Choose another look.</source>
        <translation>此外观需要气道分割，目前还没有。请选择其他外观。</translation>
    </message>
    <message>
        <source>This look needs a segmentation of nodules, and there is none yet. Choose another look.</source>
        <translation>此外观需要结节分割，目前还没有。请选择其他外观。</translation>
    </message>
    <message>
        <source>The look holds no curve. A JSON object with a list &quot;points&quot; is needed.</source>
        <translation>该外观不含曲线。需要带有列表 &quot;points&quot; 的 JSON 对象。</translation>
    </message>
    <message>
        <source>A curve has 1 to 64 points; this one has %1.</source>
        <translation>曲线应有 1 到 64 个点；此曲线有 %1 个。</translation>
    </message>
    <message>
        <source>Point %1 of the curve needs exactly hu, opacity and color.</source>
        <translation>曲线的第 %1 个点必须恰好包含 hu、opacity 和 color。</translation>
    </message>
    <message>
        <source>The HU of point %1 must be a number from -1024 to 3071, above that of the point before it.</source>
        <translation>第 %1 个点的 HU 必须是 -1024 到 3071 之间的数，并大于前一个点。</translation>
    </message>
    <message>
        <source>The opacity of point %1 must be a number from 0 to 1.</source>
        <translation>第 %1 个点的不透明度必须是 0 到 1 之间的数。</translation>
    </message>
    <message>
        <source>The colour of point %1 must be written as #RRGGBB.</source>
        <translation>第 %1 个点的颜色必须写成 #RRGGBB。</translation>
    </message>
    <message>
        <source>A look needs a name of 1 to 60 characters on one line.</source>
        <translation>外观需要一个 1 到 60 个字符的单行名称。</translation>
    </message>
    <message>
        <source>The study has no look named %1.</source>
        <translation>研究中没有名为 %1 的外观。</translation>
    </message>
    <message>
        <source>The study keeps %1 looks already. Remove one that is not needed.</source>
        <translation>研究已保存 %1 个外观。请删除不需要的一个。</translation>
    </message>
    <message>
        <source>The folder is not empty and is no backup. Choose an empty folder, or the backup made before.</source>
        <translation>该文件夹不为空且不是备份。请选择空文件夹，或以前的备份。</translation>
    </message>
    <message>
        <source>The folder holds the backup of another study. Choose a folder of its own for each study.</source>
        <translation>该文件夹存放的是另一研究的备份。请为每个研究各选一个文件夹。</translation>
    </message>
    <message>
        <source>A backup inside the study is lost with it. Choose a folder on another disk.</source>
        <translation>研究文件夹内的备份会随研究一同丢失。请选择另一磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>The backup has no such snapshot.</source>
        <translation>备份中没有该快照。</translation>
    </message>
    <message>
        <source>The backup is damaged (%2). Use an older snapshot or another backup.</source>
        <translation>备份已损坏（%2）。请使用较早的快照或其他备份。</translation>
    </message>
    <message>
        <source>The pixels are compressed as %1, which this version can&apos;t read. Export the images uncompressed or as JPEG lossless.</source>
        <translation>像素以 %1 压缩，本版本无法读取。请以未压缩或 JPEG 无损格式重新导出影像。</translation>
    </message>
    <message>
        <source>An image with the same UID and other pixels is in the study already. Both are kept; say in the import report which one is right.</source>
        <translation>研究中已有 UID 相同但像素不同的影像。两者均已保留；请在导入报告中指明哪一个正确。</translation>
    </message>
    <message>
        <source>The file places itself twice (sform and qform), and the two are %2 mm apart. A person may confirm the first of them; it is recorded and shown.</source>
        <translation>该文件给出两种定位（sform 与 qform），二者相差 %2 mm。可由人确认采用前者；确认会被记录并显示。</translation>
    </message>
    <message>
        <source>This report has nothing that could be drawn on an image. Read it on the subject&apos;s page.</source>
        <translation>这份报告没有可画在图像上的内容。请在受试者页面阅读。</translation>
    </message>
    <message>
        <source>There is no such report in this study, or it is not for you to see now. Look at the list of reports.</source>
        <translation>本研究中没有这份报告，或者您现在不能查看。请查看报告列表。</translation>
    </message>
    <message>
        <source>There is nothing to write. Measure something or mark a key image first.</source>
        <translation>没有可写出的内容。请先测量或标记关键图像。</translation>
    </message>
    <message>
        <source>There is no such key image. It may have been unmarked meanwhile.</source>
        <translation>没有这个关键图像。它可能已被取消标记。</translation>
    </message>
    <message>
        <source>The import %1 is still running. Wait for its end, or cancel it.</source>
        <translation>导入 %1 仍在进行。请等待其结束，或将其取消。</translation>
    </message>
    <message>
        <source>The import %1 was taken back already.</source>
        <translation>导入 %1 已被撤回。</translation>
    </message>
    <message>
        <source>Work hangs on what this import brought, so it can&apos;t be taken back. Remove that work first, or leave the images.</source>
        <translation>已有工作依赖此次导入的内容，因此不能撤回。请先移除这些工作，或保留影像。</translation>
    </message>
    <message>
        <source>The patient ID is known, but name, birth date or sex differ. The exam waits until you say whose it is.</source>
        <translation>患者编号已知，但姓名、出生日期或性别不同。在您指明归属之前，该检查处于等待状态。</translation>
    </message>
    <message>
        <source>The exam holds images of two persons. It waits until you say whose it is.</source>
        <translation>该检查含有两个人的影像。在您指明归属之前，它处于等待状态。</translation>
    </message>
    <message>
        <source>The same images are in the study with another header. Both are kept; say in the import report which one is right.</source>
        <translation>研究中已有相同影像但文件头不同。两者均已保留；请在导入报告中指明哪一个正确。</translation>
    </message>
    <message>
        <source>The mapping table has no column %1. It needs patient_id and subject; issuer, visit and new may follow.</source>
        <translation>对照表没有 %1 列。它需要 patient_id 和 subject 列；还可以有 issuer、visit 和 new 列。</translation>
    </message>
    <message>
        <source>The mapping table lacks a patient_id or subject, or has a wrong visit, in line %2.</source>
        <translation>对照表第 %2 行缺少 patient_id 或 subject，或访视有误。</translation>
    </message>
    <message>
        <source>The mapping table says two things of one PatientID in line %2. Keep one of them.</source>
        <translation>对照表第 %2 行对同一 PatientID 的说明前后不一。请只保留一条。</translation>
    </message>
    <message>
        <source>The mapping table names subjects that the study does not have, in line %2. Write yes in its column new to make them.</source>
        <translation>对照表第 %2 行指定了研究中没有的受试者。若要新建，请在 new 列填写 yes。</translation>
    </message>
    <message>
        <source>The mapping table names visits that the study does not have, in line %2.</source>
        <translation>对照表第 %2 行指定了研究中没有的访视。</translation>
    </message>
    <message>
        <source>The study has no source of files %1 whose text was guessed.</source>
        <translation>研究中没有文字经推测的文件来源 %1。</translation>
    </message>
    <message>
        <source>%1 is no character set that can be read here. Choose GB18030, UTF-8, ISO_IR 100 or another one of DICOM.</source>
        <translation>%1 不是此处可读取的字符集。请选择 GB18030、UTF-8、ISO_IR 100 或 DICOM 的其他字符集。</translation>
    </message>
    <message>
        <source>%1 is no choice here. Choose first, second or both.</source>
        <translation>%1 不是可选项。请选择 first、second 或 both。</translation>
    </message>
    <message>
        <source>This study does not use the network. An administrator switches it on in the study&apos;s settings, with a reason.</source>
        <translation>本研究不使用网络。管理员可在研究设置中说明原因后开启。</translation>
    </message>
    <message>
        <source>The program casebook-network can&apos;t be started. Install Casebook again.</source>
        <translation>无法启动程序 casebook-network。请重新安装 Casebook。</translation>
    </message>
    <message>
        <source>The program that talks to other machines stopped. What it had acknowledged is safe; try again.</source>
        <translation>与其他机器通信的程序已停止。已确认接收的内容是安全的；请重试。</translation>
    </message>
    <message>
        <source>%1 is no address of a peer. Write TITLE@HOST:PORT, or the https address of its DICOMweb service.</source>
        <translation>%1 不是有效的地址。请写 AE标题@主机:端口，或其 DICOMweb 服务的 https 地址。</translation>
    </message>
    <message>
        <source>A peer needs a name of 1 to 40 characters without @ and colon.</source>
        <translation>名称需为 1 至 40 个字符，不含 @ 和冒号。</translation>
    </message>
    <message>
        <source>%1 is no AE title. It has 1 to 16 plain characters and no blank at its ends.</source>
        <translation>%1 不是有效的 AE 标题。应为 1 至 16 个普通字符，首尾无空格。</translation>
    </message>
    <message>
        <source>The study knows no peer %1. Look at the list of peers.</source>
        <translation>本研究没有名为 %1 的机器。请查看机器列表。</translation>
    </message>
    <message>
        <source>The study has %1 peers, which is all it keeps. Remove one first.</source>
        <translation>本研究已有 %1 台机器，已达上限。请先移除一台。</translation>
    </message>
    <message>
        <source>The other machine can&apos;t be reached. Check host and port, the cable, and the firewalls of both ends.</source>
        <translation>无法连接到对方机器。请检查主机和端口、网线以及两端的防火墙。</translation>
    </message>
    <message>
        <source>The other machine refused the connection (%2). Compare both AE titles with its list, and ask its administrator to add yours.</source>
        <translation>对方机器拒绝了连接（%2）。请核对双方的 AE 标题，并请对方管理员添加您的标题。</translation>
    </message>
    <message>
        <source>The other machine broke the connection off. What had come is kept; try again.</source>
        <translation>对方机器中断了连接。已收到的内容已保留；请重试。</translation>
    </message>
    <message>
        <source>The other machine did not answer in time. Check that it is a DICOM service, and try again.</source>
        <translation>对方机器没有及时应答。请确认它是 DICOM 服务，然后重试。</translation>
    </message>
    <message>
        <source>What the other machine sent is not DICOM. Check the port.</source>
        <translation>对方机器发来的不是 DICOM。请检查端口。</translation>
    </message>
    <message>
        <source>The other machine does not offer this service or this kind of object to us.</source>
        <translation>对方机器不向我们提供此服务或此类对象。</translation>
    </message>
    <message>
        <source>The other machine could not do it (status %2). Its log says why.</source>
        <translation>对方机器无法完成（状态 %2）。原因见其日志。</translation>
    </message>
    <message>
        <source>The certificates for the encrypted connection can&apos;t be used (%2). Give PEM files: trusted certificates, and a certificate with its key.</source>
        <translation>无法使用加密连接的证书（%2）。请提供 PEM 文件：受信任的证书，以及证书及其密钥。</translation>
    </message>
    <message>
        <source>The port can&apos;t be opened; another program may use it. Choose another port.</source>
        <translation>无法打开该端口；可能被其他程序占用。请选择其他端口。</translation>
    </message>
    <message>
        <source>There is no room for what is received. Free space on the disk.</source>
        <translation>没有空间存放接收的内容。请释放磁盘空间。</translation>
    </message>
    <message>
        <source>The folder for what is received can&apos;t be written. Check the rights of the study&apos;s folder.</source>
        <translation>无法写入接收文件夹。请检查研究文件夹的权限。</translation>
    </message>
    <message>
        <source>A received object can&apos;t be opened: it was changed on the disk. Send it again.</source>
        <translation>无法打开接收到的对象：它在磁盘上被改动。请重新发送。</translation>
    </message>
    <message>
        <source>%2 is no attribute to search by. Use its DICOM keyword, for example PatientID.</source>
        <translation>不能按 %2 搜索。请使用 DICOM 关键字，例如 PatientID。</translation>
    </message>
    <message>
        <source>The other machine sent nothing. Check the UID, and that it may send to us.</source>
        <translation>对方机器没有发送任何内容。请检查 UID，以及它是否可以向我们发送。</translation>
    </message>
    <message>
        <source>The DICOMweb service answered with status %2. Check the address and the sign-in.</source>
        <translation>DICOMweb 服务返回状态 %2。请检查地址和登录信息。</translation>
    </message>
    <message>
        <source>The answer of the DICOMweb service can&apos;t be read, or is too long. Check the address.</source>
        <translation>无法读取 DICOMweb 服务的应答，或应答过长。请检查地址。</translation>
    </message>
    <message>
        <source>its slices are not on equal steps</source>
        <translation>其切片间距不相等</translation>
    </message>
    <message>
        <source>up to %1 mm beside the slices of the image</source>
        <translation>与图像切片最多相差 %1 mm</translation>
    </message>
    <message>
        <source>filled on its own planes, %1 mm apart</source>
        <translation>按其自身平面填充，间距 %1 mm</translation>
    </message>
    <message>
        <source>drawn on one plane only: no volume</source>
        <translation>仅在一个平面上勾画：无体积</translation>
    </message>
    <message>
        <source>%1: outlines cross; their union was taken</source>
        <translation>%1：轮廓相交，取其并集</translation>
    </message>
    <message>
        <source>%1: an outline is there twice and counts once</source>
        <translation>%1：同一轮廓出现两次，只计一次</translation>
    </message>
    <message>
        <source>%1: %2 contour(s) stay lines, not rasterised (open, oblique or off the slices)</source>
        <translation>%1：%2 条轮廓保持为线，未栅格化（开放、倾斜或不在切片上）</translation>
    </message>
    <message>
        <source>%1: %2 contour(s) smaller than a pixel became one pixel</source>
        <translation>%1：%2 条小于一个像素的轮廓记为一个像素</translation>
    </message>
    <message>
        <source>%1: %2 contour(s) state a wrong number of points</source>
        <translation>%1：%2 条轮廓声明的点数有误</translation>
    </message>
    <message>
        <source>%1: %2 contour(s) could not be read</source>
        <translation>%1：%2 条轮廓无法读取</translation>
    </message>
    <message>
        <source>%1: drawn in another frame of reference, not shown</source>
        <translation>%1：在另一参考坐标系中勾画，不显示</translation>
    </message>
    <message>
        <source>%1: has no contours</source>
        <translation>%1：没有轮廓</translation>
    </message>
    <message>
        <source>its two placements (sform, qform) are %1 mm apart</source>
        <translation>其两种定位（sform、qform）相差 %1 mm</translation>
    </message>
    <message>
        <source>It is of the subject %1 already. Choose another one.</source>
        <translation>它已经属于受试者 %1。请选择另一个。</translation>
    </message>
    <message>
        <source>The record %1 was joined to %2. Choose %2, or part the two first.</source>
        <translation>记录 %1 已并入 %2。请选择 %2，或先将两者分开。</translation>
    </message>
    <message>
        <source>A finished reading hangs on these images (%2). A data manager can move them with it: on the command line with --closed, in the window by its own check box.</source>
        <translation>这些影像关联着已完成的阅片（%2 个）。数据管理员可以一并移动：命令行用 --closed，窗口中勾选相应的复选框。</translation>
    </message>
    <message>
        <source>A locked form hangs on these images (%2). Unlock it, or let a data manager move them with it.</source>
        <translation>这些影像关联着已锁定的表单（%2 个）。请先解锁，或由数据管理员一并移动。</translation>
    </message>
    <message>
        <source>The subject %2 has this form (%1) on the same exam already. Move the series one by one, or clear one of the forms.</source>
        <translation>受试者 %2 在同一检查上已有此表单（%1）。请逐个移动序列，或清空其中一份表单。</translation>
    </message>
    <message>
        <source>The study has no image or object %1.</source>
        <translation>研究中没有影像或对象 %1。</translation>
    </message>
    <message>
        <source>You have an open reading of this subject, so its files don&apos;t say who it is. Close the reading first.</source>
        <translation>您有该受试者未完成的阅片，因此其文件不显示身份。请先关闭阅片。</translation>
    </message>
    <message>
        <source>The record %1 was not joined to another one.</source>
        <translation>记录 %1 没有并入其他记录。</translation>
    </message>
    <message>
        <source>The record %1 was joined to %2 since. Part these two first.</source>
        <translation>记录 %1 后来并入了 %2。请先将这两个分开。</translation>
    </message>
    <message>
        <source>After the join %2 exams, visits or forms came to %1. Say which of them go along: on the command line with --along, in the window by their check boxes.</source>
        <translation>合并之后，%1 新增了 %2 个检查、访视或表单。请说明哪些一并分出：命令行用 --along，窗口中勾选复选框。</translation>
    </message>
    <message>
        <source>The image that it was drawn on is another subject&apos;s now.</source>
        <translation>它所绘制的影像现在属于另一位受试者。</translation>
    </message>
    <message>
        <source>The DICOMDIR of the disc names this file, and it is not there. Copy the whole disc again.</source>
        <translation>光盘的 DICOMDIR 列出了此文件，但文件不存在。请重新复制整张光盘。</translation>
    </message>
    <message>
        <source>values need more than 16 bits; pictures show them in 65,536 steps</source>
        <translation>数值超出 16 位；图像以 65,536 级显示</translation>
    </message>
    <message>
        <source>The form %1 is not complete, so it can&apos;t be signed. Complete it first.</source>
        <translation>表单 %1 尚未完成，不能签名。请先完成它。</translation>
    </message>
    <message>
        <source>The form %1 has %2 open queries, so it can&apos;t be signed. Close them first.</source>
        <translation>表单 %1 有 %2 条未关闭的质疑，不能签名。请先关闭它们。</translation>
    </message>
    <message>
        <source>%1 is no meaning of a signature. Take author, reviewed, approved or responsible.</source>
        <translation>%1 不是签名的含义。可用 author、reviewed、approved 或 responsible。</translation>
    </message>
    <message>
        <source>You asked to unlock the form %1 yourself. A second data manager has to agree.</source>
        <translation>解锁表单 %1 的请求是您提出的。须由另一位数据管理员同意。</translation>
    </message>
    <message>
        <source>This study watches no folder. Someone who manages the study switches it on, with a reason.</source>
        <translation>本研究未监视任何文件夹。由管理本研究的人员启用，并须注明理由。</translation>
    </message>
    <message>
        <source>All images of this exam are of one person by their headers, so there is nothing to part. Choose the subject.</source>
        <translation>按文件头信息，此检查的所有影像属于同一人，无需拆分。请选择受试者。</translation>
    </message>
    <message>
        <source>The series %1 itself holds images of two persons, so the exam can&apos;t be parted by series. Choose one subject, or leave it out and ask the source.</source>
        <translation>序列 %1 本身包含两个人的影像，因此无法按序列拆分检查。请选择一位受试者，或将其排除并询问来源。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>没有文件夹 %1。</translation>
    </message>
    <message>
        <source>The folder %1 holds the study itself, or lies in it. Choose another folder to watch.</source>
        <translation>文件夹 %1 包含本研究本身，或位于其中。请选择其他文件夹进行监视。</translation>
    </message>
    <message>
        <source>The folder %1 is not watched.</source>
        <translation>文件夹 %1 未被监视。</translation>
    </message>
    <message>
        <source>The other machine broke the connection off before its first word. It may expect an encrypted connection (TLS), or the port is another service&apos;s.</source>
        <translation>对方在作出任何回应之前就断开了连接。它可能要求加密连接（TLS），或者该端口属于其他服务。</translation>
    </message>
    <message>
        <source>The other machine shows no certificate that we trust. Ask its administrator for the certificate of the authority that signed it, and give that as the trusted one.</source>
        <translation>对方出示的证书不受信任，或没有出示证书。请向其管理员索取签发机构的证书，并将其设为受信任的证书。</translation>
    </message>
    <message>
        <source>The other machine does not accept our certificate, or we show none. Ask its administrator which authority must sign ours.</source>
        <translation>对方不接受我方的证书，或我方没有出示证书。请询问其管理员，我方证书须由哪个机构签发。</translation>
    </message>
    <message>
        <source>The other machine does not encrypt. Check the port, or have its administrator switch TLS on.</source>
        <translation>对方不使用加密。请检查端口，或请其管理员启用 TLS。</translation>
    </message>
    <message>
        <source>The encrypted connection could not be set up (%2). Check the certificates of both ends.</source>
        <translation>无法建立加密连接（%2）。请检查双方的证书。</translation>
    </message>
    <message>
        <source>The audit has no row %1.</source>
        <translation>稽查轨迹中没有第 %1 行。</translation>
    </message>
    <message>
        <source>No keyring runs on this desktop. Type the passphrase.</source>
        <translation>此桌面没有运行密钥环。请输入口令。</translation>
    </message>
    <message>
        <source>The keyring of this desktop is locked, or said no. Unlock it, or type the passphrase.</source>
        <translation>此桌面的密钥环已锁定或拒绝了请求。请解锁它，或输入口令。</translation>
    </message>
    <message>
        <source>The keyring of this desktop opens this study already.</source>
        <translation>此桌面的密钥环已经可以打开此研究。</translation>
    </message>
    <message>
        <source>The keyring of this desktop holds nothing for this study. Type the passphrase.</source>
        <translation>此桌面的密钥环中没有此研究的内容。请输入口令。</translation>
    </message>
    <message>
        <source>What the keyring of this desktop holds opens this study no more. Type the passphrase, and have it remembered anew.</source>
        <translation>此桌面密钥环中的内容已不能打开此研究。请输入口令，然后重新记住。</translation>
    </message>
    <message>
        <source>The subject %1 withdrew consent, and what was collected is not to be used any more.</source>
        <translation>受试者 %1 已撤回知情同意，已收集的数据不得再使用。</translation>
    </message>
    <message>
        <source>The subject %1 was erased after withdrawing consent. Nothing can be added to it.</source>
        <translation>受试者 %1 撤回知情同意后已清除，不能再添加任何内容。</translation>
    </message>
    <message>
        <source>%2 subject(s) of this data set withdrew consent since, so it is not written again. Export the cohort anew.</source>
        <translation>该数据集中有 %2 名受试者此后撤回知情同意，因此不再重新写出。请重新导出该队列。</translation>
    </message>
    <message>
        <source>%2 exam(s) wait under a number of %1. Say whose they are in the report of their import, then erase.</source>
        <translation>有 %2 次检查以 %1 的号码等待处理。请先在导入报告中确定归属，再清除。</translation>
    </message>
    <message>
        <source>%2 stored file(s) hold images of %1 and of another subject. Nothing was erased, so that nothing of the other one is lost.</source>
        <translation>有 %2 个存储文件同时含有 %1 和其他受试者的图像。为不丢失他人数据，未清除任何内容。</translation>
    </message>
    <message>
        <source>These images are on another disk, in %1, which is not connected. Connect the disk; if it has another path now, name it on the Study page or with cold place.</source>
        <translation>这些影像在另一块硬盘上（%1），该硬盘没有连接。请连接硬盘；如果它的路径变了，请在“研究”页面或用 cold place 命令指定新路径。</translation>
    </message>
    <message>
        <source>The folder %1 is inside the study. Choose one on another disk.</source>
        <translation>文件夹 %1 在研究内部。请选择另一块硬盘上的文件夹。</translation>
    </message>
    <message>
        <source>The folder %1 holds no images of this study. Choose the folder to which they were moved.</source>
        <translation>文件夹 %1 中没有本研究的影像。请选择影像移到的那个文件夹。</translation>
    </message>
    <message>
        <source>This study was moved to %1. Open it there.</source>
        <translation>本研究已移到 %1。请在那里打开。</translation>
    </message>
    <message>
        <source>The folder %1 is the copy of a study whose move was cut off. Open the study in its old folder, or finish the move with study move.</source>
        <translation>文件夹 %1 是一次中断的移动留下的副本。请在原文件夹打开研究，或用 study move 完成移动。</translation>
    </message>
    <message>
        <source>A study can&apos;t be moved into itself. Choose another folder than %1.</source>
        <translation>研究不能移到它自己里面。请选择 %1 以外的文件夹。</translation>
    </message>
    <message>
        <source>The file %1 is damaged, so the study stays where it is. Run verify, restore what is damaged from a backup, then move it.</source>
        <translation>文件 %1 已损坏，研究留在原处。请先校验，从备份恢复损坏的部分，再移动。</translation>
    </message>
    <message>
        <source>on a disk that is not connected</source>
        <translation>在没有连接的硬盘上</translation>
    </message>
    <message>
        <source>Nothing can be written in the folder %1: the disk is read-only, or you lack the right.</source>
        <translation>文件夹 %1 无法写入：磁盘为只读，或您没有写入权限。</translation>
    </message>
    <message>
        <source>The recovery words open the study as %1. Make new words in your own name first, then try again.</source>
        <translation>恢复词以 %1 的身份打开研究。请先以自己的名义生成新的恢复词，然后重试。</translation>
    </message>
    <message>
        <source>These words are right, but the user they belong to is disabled or no administrator any more. Make new words.</source>
        <translation>这些恢复词正确，但其所属用户已停用或不再是管理员。请生成新的恢复词。</translation>
    </message>
    <message>
        <source>Another program reads or writes this backup. Wait until it has ended.</source>
        <translation>另一个程序正在读写此备份。请等待其结束。</translation>
    </message>
    <message>
        <source>The passphrase is too easy to guess: too few different characters, or nothing but the name of the user or of the study. Choose another one; a sentence is good.</source>
        <translation>口令太容易被猜到：不同的字符太少，或者只是用户名或研究名称。请另选一个；用一句话较好。</translation>
    </message>
    <message>
        <source>This is the passphrase that another person gave you and knows. Choose a new one.</source>
        <translation>这是别人设定并知道的口令。请选择新的口令。</translation>
    </message>
    <message>
        <source>%4 has the study open in another program (%3 on %2). Close it there, or open the study for reading only.</source>
        <translation>%4 正在另一个程序中打开此研究（%2 上的 %3）。请在那里关闭，或以只读方式打开此研究。</translation>
    </message>
    <message>
        <source>The study is open in another program. Close it there, or open the study for reading only.</source>
        <translation>此研究已在另一个程序中打开。请在那里关闭，或以只读方式打开此研究。</translation>
    </message>
    <message>
        <source>A backup or a move of images runs. Wait until it has ended, then compact the study.</source>
        <translation>正在备份或移动影像。请等其结束后再压缩研究。</translation>
    </message>
    <message>
        <source>There is no terminal to show the recovery words on. Give --recovery-file F.</source>
        <translation>没有可显示恢复词的终端。请给出 --recovery-file F。</translation>
    </message>
    <message>
        <source>%1 is there already and is not written over.</source>
        <translation>%1 已存在，不会被覆盖。</translation>
    </message>
    <message>
        <source>The file %1 cannot be written: %2</source>
        <translation>无法写入文件 %1：%2</translation>
    </message>
    <message>
        <source>The recovery words were taken off the screen before they were written down. Unlock the study with your passphrase and make new ones on its page.</source>
        <translation>恢复词在抄下之前已从屏幕上移除。请用口令解锁研究，并在研究页面上生成新的恢复词。</translation>
    </message>
    <message>
        <source>The printer did not take the page. Choose another one, or write the words down by hand.</source>
        <translation>打印机未接收该页。请选择其他打印机，或用手抄下恢复词。</translation>
    </message>
    <message>
        <source>The folder %1 may be on a network drive, where a study can&apos;t be kept safely. If it is, move the study to a local disk.</source>
        <translation>文件夹 %1 可能位于网络驱动器上，研究不能安全地保存在那里。如果是，请将研究移到本地磁盘。</translation>
    </message>
    <message>
        <source>A program copies the folder %1 to other computers, perhaps while the study changes; such a copy may not open. Move the study to another folder.</source>
        <translation>有程序将文件夹 %1 复制到其他计算机，可能就在研究更改的时候；这样的副本可能无法打开。请将研究移到其他文件夹。</translation>
    </message>
    <message>
        <source>One of the two copies of the study&apos;s header is damaged. The other one is used, and both are written anew when the study is locked.</source>
        <translation>研究头文件的两个副本之一已损坏。现使用另一个副本，锁定研究时会重新写入两个副本。</translation>
    </message>
    <message>
        <source>The study in the folder %1 was not restored to the end. Remove the folder, and restore the study again.</source>
        <translation>文件夹 %1 中的研究没有恢复完毕。请删除该文件夹，然后重新恢复研究。</translation>
    </message>
    <message>
        <source>This computer has too little free memory for this. Close other programs and try again.</source>
        <translation>这台计算机的可用内存不足。请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>The export %1 released nothing, so there is nothing to repeat. Make a new one.</source>
        <translation>导出 %1 没有发布任何内容，因此无可重复。请新建导出。</translation>
    </message>
    <message>
        <source>An unfinished repeat of the export %1 is being written or was cut off. Wait for its end, or remove what it left.</source>
        <translation>导出 %1 的一次重复正在写入或已中断。请等待其结束，或移除其残留内容。</translation>
    </message>
    <message>
        <source>The subjects of the export %1 are no longer the same: records were joined or taken apart since. Export the cohort anew.</source>
        <translation>导出 %1 的受试者已不相同：此后有记录被合并或拆分。请重新导出该队列。</translation>
    </message>
    <message>
        <source>The study in %1 was not closed, and its last changes can be read only where its folder may be written to. Copy the study to a folder of your own, or ask for the right to write.</source>
        <translation>%1 中的研究未正常关闭，其最后的更改只有在文件夹可写时才能读取。请将研究复制到您自己的文件夹，或申请写入权限。</translation>
    </message>
    <message>
        <source>The disk failed while this was being saved, so it is not known whether it was saved. Lock the study, check the disk, open it again and look before you type it a second time.</source>
        <translation>保存时磁盘出错，因此不知道是否已保存。请锁定研究、检查磁盘，重新打开并查看后，再决定是否重新输入。</translation>
    </message>
    <message>
        <source>The disk failed while the recovery words were changed. Keep the old and the new ones and try which of them open the study.</source>
        <translation>更改恢复词时磁盘出错。请同时保留新旧恢复词，并检查哪一组能打开研究。</translation>
    </message>
    <message>
        <source>The set stands at %1 and is not recorded as released. Remove that folder yourself: the program removes only what is unfinished.</source>
        <translation>数据集位于 %1，但未记录为已发布。请自行删除该文件夹：程序只删除未完成的内容。</translation>
    </message>
    <message>
        <source>%1 is there already, perhaps left by an export that was cut off: images with names in the clear, not whole. Remove it, or choose another folder.</source>
        <translation>%1 已存在，可能是被中断的导出留下的：其中的影像含明文姓名，且不完整。请将其删除，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The place of %1 can&apos;t be reached. Connect its disk, or make the folder above it again if that was removed, and then remove what was left.</source>
        <translation>无法访问 %1 所在的位置。请连接其磁盘；如果上级文件夹已被删除，请重新创建，然后再删除遗留内容。</translation>
    </message>
    <message>
        <source>Memory ran out while something was saved, so nothing more is written. Close other programs, lock the study and open it again.</source>
        <translation>保存时内存不足，因此不再写入任何内容。请关闭其他程序，锁定研究后重新打开。</translation>
    </message>
    <message>
        <source>This is your own account. Change its passphrase with the old one, or set it anew with the recovery words.</source>
        <translation>这是您自己的账户。请用旧口令更改口令，或用恢复词重新设置。</translation>
    </message>
</context>
<context>
    <name>casebook::MoveController</name>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n 个序列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>overlays %1</source>
        <translation>叠加层 %1</translation>
    </message>
    <message>
        <source>findings %1</source>
        <translation>发现 %1</translation>
    </message>
    <message>
        <source>measurements %1</source>
        <translation>测量 %1</translation>
    </message>
    <message>
        <source>reading tasks %1</source>
        <translation>阅片任务 %1</translation>
    </message>
    <message>
        <source>forms %1</source>
        <translation>表单 %1</translation>
    </message>
    <message>
        <source>Along with them: %1</source>
        <translation>一并移动：%1</translation>
    </message>
    <message>
        <source>Other series of the exam stay.</source>
        <translation>该检查的其他序列不动。</translation>
    </message>
    <message>
        <source>Values that stay in forms and get a query: %1</source>
        <translation>留在表单中并产生质疑的值：%1</translation>
    </message>
    <message>
        <source>Readings that lose their prior: %1</source>
        <translation>失去既往检查的阅片：%1</translation>
    </message>
    <message>
        <source>Released sets that keep what they hold: %1</source>
        <translation>保持原内容的已发布导出集：%1</translation>
    </message>
    <message>
        <source>Finished readings: %1</source>
        <translation>已完成的阅片：%1</translation>
    </message>
    <message>
        <source>Locked forms: %1</source>
        <translation>锁定的表单：%1</translation>
    </message>
    <message>
        <source>%1 goes into %2 with:</source>
        <translation>%1 并入 %2，包括：</translation>
    </message>
    <message>
        <source>exams %1</source>
        <translation>检查 %1</translation>
    </message>
    <message>
        <source>visits %1</source>
        <translation>访视 %1</translation>
    </message>
    <message>
        <source>Filled in both, so it stays with %1 and gets a query: %2</source>
        <translation>两边都已填写，因此留在 %1 并产生质疑：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n series went to %1.</source>
        <translation>
            <numerusform>%n 个序列已移到 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 goes into the record of the other one. They can be parted again.</source>
        <translation>%1 并入另一个记录。以后可以再分开。</translation>
    </message>
    <message>
        <source>%1 is joined to %2.</source>
        <translation>%1 已并入 %2。</translation>
    </message>
    <message>
        <source>%1 and %2 are two subjects again.</source>
        <translation>%1 和 %2 重新成为两位受试者。</translation>
    </message>
</context>
<context>
    <name>casebook::MoveDialog</name>
    <message>
        <source>Move this series to which subject?</source>
        <translation>将此序列移到哪位受试者？</translation>
    </message>
    <message>
        <source>Which record is the same person?</source>
        <translation>哪个记录是同一个人？</translation>
    </message>
    <message>
        <source>Move this exam to which subject?</source>
        <translation>将此检查移到哪位受试者？</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Code of the right subject</source>
        <translation>正确受试者的编号</translation>
    </message>
    <message>
        <source>Also take locked forms along</source>
        <translation>锁定的表单也一并移动</translation>
    </message>
    <message>
        <source>Also move finished readings and locked forms</source>
        <translation>已完成的阅片和锁定的表单也一并移动</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>How it is known that they are one person</source>
        <translation>如何得知是同一个人</translation>
    </message>
    <message>
        <source>Why it is another&apos;s</source>
        <translation>为何属于他人</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
</context>
<context>
    <name>casebook::NetworkController</name>
    <message>
        <source>%1 was refused: it is not on the list of those that may send.</source>
        <translation>%1 被拒绝：它不在允许发送的名单上。</translation>
    </message>
    <message>
        <source>%1 was refused: it calls us by another AE title.</source>
        <translation>%1 被拒绝：它用别的 AE 标题称呼我们。</translation>
    </message>
    <message>
        <source>A connection was refused: it does not speak DICOM.</source>
        <translation>拒绝了一个连接：它不是 DICOM。</translation>
    </message>
    <message>
        <source>%1 answers.</source>
        <translation>%1 有应答。</translation>
    </message>
    <message>
        <source>Fetch from %1</source>
        <translation>从 %1 取图</translation>
    </message>
    <message>
        <source>%1 imported, %2 there already, %3 refused, %4 not sent</source>
        <translation>导入 %1，已有 %2，拒绝 %3，未发送 %4</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) that were received before are now in the study.</source>
        <translation>
            <numerusform>先前接收的 %n 幅图像现已进入研究。</numerusform>
        </translation>
    </message>
    <message>
        <source>Use the network for this study?</source>
        <translation>本研究要使用网络吗？</translation>
    </message>
    <message>
        <source>Stop using the network?</source>
        <translation>停止使用网络吗？</translation>
    </message>
    <message>
        <source>Images with the names of people may then be fetched, received and sent. Every contact is kept in the audit.</source>
        <translation>之后可以取入、接收和发送带有人名的图像。每次联系都会记入稽查。</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>A connection was refused: it is not encrypted, or a certificate is not trusted.</source>
        <translation>一个连接被拒绝：未加密，或证书不受信任。</translation>
    </message>
    <message>
        <source>Send to %1</source>
        <translation>发送到 %1</translation>
    </message>
    <message>
        <source>%1 sent, %2 refused by the other machine</source>
        <translation>已发送 %1，被对方拒绝 %2</translation>
    </message>
    <message>
        <source>%1 sent, then it ended: %2</source>
        <translation>已发送 %1，随后中断：%2</translation>
    </message>
    <message>
        <source>Remove %1 from the machines of this study?</source>
        <translation>将 %1 从本研究的机器中移除？</translation>
    </message>
    <message>
        <source>Nothing more is asked of it or sent to it. What came from it stays.</source>
        <translation>不再向其查询或发送图像。已接收的图像保留。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>No other machine is known yet. Add one under Subjects, Import, Another machine.</source>
        <translation>尚未添加其他机器。请在受试者页的导入菜单中打开“其他机器”进行添加。</translation>
    </message>
    <message numerus="yes">
        <source>%n series</source>
        <translation>
            <numerusform>%n 个序列</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 幅图像</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s) ended while the study was locked. The list of jobs says how.</source>
        <translation>
            <numerusform>研究锁定期间有 %n 个传输已结束。结果见任务列表。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Then it ended: %2</source>
        <comment>numbers, why</comment>
        <translation>%1。随后中止：%2</translation>
    </message>
    <message>
        <source>The receiver and every transfer stop, and no other machine is asked any more.</source>
        <translation>接收服务和所有传输都会停止，并且不再查询任何其他机器。</translation>
    </message>
</context>
<context>
    <name>casebook::NetworkDialog</name>
    <message>
        <source>Kept as it is; another file replaces it</source>
        <translation>保持不变；选择其他文件即可替换</translation>
    </message>
    <message>
        <source>A PEM file</source>
        <translation>PEM 文件</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
</context>
<context>
    <name>casebook::NetworkPage</name>
    <message>
        <source>The search failed</source>
        <translation>搜索失败</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>正在搜索</translation>
    </message>
    <message>
        <source>The other machine has been asked.</source>
        <translation>已向对方机器提出请求。</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Search by less, or use * for the rest of a word.</source>
        <translation>减少条件，或用 * 代表其余部分。</translation>
    </message>
    <message>
        <source>Search for exams</source>
        <translation>搜索检查</translation>
    </message>
    <message>
        <source>Fill in what you know. Without any word, all exams are listed.</source>
        <translation>填写已知内容。不填则列出全部检查。</translation>
    </message>
    <message>
        <source>the first %1</source>
        <translation>前 %1 项</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>on, as %1 at port %2</source>
        <translation>已开启，AE 标题 %1，端口 %2</translation>
    </message>
    <message>
        <source>receiving as %1 at port %2</source>
        <translation>正在接收，AE 标题 %1，端口 %2</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n image(s) so far</source>
        <translation>
            <numerusform>%1，已接收 %n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop receiving</source>
        <translation>停止接收</translation>
    </message>
    <message>
        <source>Receive here</source>
        <translation>在此接收</translation>
    </message>
    <message>
        <source>Other machines</source>
        <translation>其他机器</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Fetch into the study</source>
        <translation>取入研究</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>检验</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Patient ID</source>
        <translation>患者编号</translation>
    </message>
    <message>
        <source>Patient name</source>
        <translation>患者姓名</translation>
    </message>
    <message>
        <source>Exam from</source>
        <translation>检查日期从</translation>
    </message>
    <message>
        <source>Exam to</source>
        <translation>检查日期至</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>模态</translation>
    </message>
    <message>
        <source>Accession number</source>
        <translation>检查号</translation>
    </message>
    <message>
        <source>2026-01-31</source>
        <translation>2026-01-31</translation>
    </message>
    <message>
        <source>Other machine</source>
        <translation>其他机器</translation>
    </message>
    <message>
        <source>An administrator can switch it on.</source>
        <translation>管理员可以开启。</translation>
    </message>
    <message>
        <source>This study does not use the network</source>
        <translation>本研究不使用网络</translation>
    </message>
    <message>
        <source>Nothing is sent or received until it is switched on, with a reason.</source>
        <translation>在说明原因并开启之前，不会发送或接收任何内容。</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>No other machine is known yet</source>
        <translation>尚无其他机器</translation>
    </message>
    <message>
        <source>Add the archive of your hospital: its AE title, host and port.</source>
        <translation>添加医院的影像归档：AE 标题、主机和端口。</translation>
    </message>
    <message>
        <source>An administrator adds the archive of your hospital.</source>
        <translation>由管理员添加医院的影像归档。</translation>
    </message>
    <message>
        <source>Add a machine …</source>
        <translation>添加机器…</translation>
    </message>
    <message>
        <source>Change %1 …</source>
        <translation>更改 %1…</translation>
    </message>
    <message>
        <source>Remove %1 …</source>
        <translation>移除 %1…</translation>
    </message>
    <message>
        <source>Switch the network off …</source>
        <translation>关闭网络…</translation>
    </message>
    <message>
        <source>Fill in what you know; without any word, all exams are listed. To send images, open the menu of a series in the list of subjects.</source>
        <translation>填写已知内容；若全部留空，则列出所有检查。要发送图像，请在受试者列表中打开序列的菜单。</translation>
    </message>
    <message>
        <source>on, as %1 at port %2, encrypted</source>
        <translation>已开启，AE 标题 %1，端口 %2，加密</translation>
    </message>
    <message>
        <source>Nobody is on the list of those that may send.</source>
        <translation>允许发送的名单为空。</translation>
    </message>
    <message>
        <source>Machines of this study</source>
        <translation>本研究的机器</translation>
    </message>
    <message>
        <source>How this workstation receives</source>
        <translation>本工作站的接收设置</translation>
    </message>
    <message>
        <source>Show names</source>
        <translation>显示姓名</translation>
    </message>
</context>
<context>
    <name>casebook::NewStudyForm</name>
    <message>
        <source>The two passphrases differ.</source>
        <translation>两次口令不一致。</translation>
    </message>
    <message>
        <source>Nobody can reset a passphrase without the recovery words: write them down on the next page.</source>
        <translation>没有恢复词，谁也不能重设口令：请在下一页抄下恢复词。</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>新建研究</translation>
    </message>
    <message>
        <source>One encrypted folder on this workstation. You become its administrator.</source>
        <translation>本工作站上的一个加密文件夹。您将成为管理员。</translation>
    </message>
    <message>
        <source>Folder *</source>
        <translation>文件夹 *</translation>
    </message>
    <message>
        <source>Name of the study *</source>
        <translation>研究名称 *</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>User name *</source>
        <translation>用户名 *</translation>
    </message>
    <message>
        <source>Your name as printed</source>
        <translation>显示用姓名</translation>
    </message>
    <message>
        <source>Passphrase *</source>
        <translation>口令 *</translation>
    </message>
    <message>
        <source>Passphrase again *</source>
        <translation>再次输入口令 *</translation>
    </message>
    <message>
        <source>An empty or new folder</source>
        <translation>空文件夹或新文件夹</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Making the study …</source>
        <translation>正在建立研究…</translation>
    </message>
    <message>
        <source>Make the study</source>
        <translation>建立研究</translation>
    </message>
</context>
<context>
    <name>casebook::Odm</name>
    <message>
        <source>The file is larger than the reader accepts.</source>
        <translation>文件超过读取器可接受的大小。</translation>
    </message>
    <message>
        <source>The file has a DTD, which is never read.</source>
        <translation>文件含有 DTD，一律不读取。</translation>
    </message>
    <message>
        <source>The XML is damaged here.</source>
        <translation>此处 XML 已损坏。</translation>
    </message>
    <message>
        <source>This is no ODM file: its root element is %1.</source>
        <translation>这不是 ODM 文件：其根元素为 %1。</translation>
    </message>
    <message>
        <source>The root element ODM is in no namespace; %1 is expected.</source>
        <translation>根元素 ODM 不在任何命名空间中；应为 %1。</translation>
    </message>
    <message>
        <source>The root element ODM is in the namespace %1; %2 is expected.</source>
        <translation>根元素 ODM 的命名空间为 %1；应为 %2。</translation>
    </message>
    <message>
        <source>This is no ODM file but Dataset-XML: its rows belong to no form.</source>
        <translation>这不是 ODM 文件而是 Dataset-XML：其数据行不属于任何表单。</translation>
    </message>
    <message>
        <source>ODM 1.3.2 knows no element %1 in %2.</source>
        <translation>ODM 1.3.2 的 %2 中没有元素 %1。</translation>
    </message>
    <message>
        <source>The file has more elements than the reader accepts.</source>
        <translation>文件的元素数超过读取器可接受的数量。</translation>
    </message>
    <message>
        <source>The elements are nested deeper than the reader accepts.</source>
        <translation>元素嵌套深度超过读取器可接受的深度。</translation>
    </message>
    <message>
        <source>The file holds neither metadata nor data.</source>
        <translation>文件既无元数据也无数据。</translation>
    </message>
    <message>
        <source>The data are of the metadata version %1 of the study %2, which is neither in the file nor in this study.</source>
        <translation>数据属于研究 %2 的元数据版本 %1，而文件和本研究中均无该版本。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>The attribute %1 is missing.</source>
        <translation>缺少属性 %1。</translation>
    </message>
    <message>
        <source>Nothing has the OID %1.</source>
        <translation>没有 OID 为 %1 的对象。</translation>
    </message>
    <message>
        <source>A second one with this OID; the first was taken.</source>
        <translation>该 OID 重复出现；采用第一个。</translation>
    </message>
    <message>
        <source>The code %1 is there twice; the first was taken.</source>
        <translation>编码 %1 出现两次；采用第一个。</translation>
    </message>
    <message>
        <source>The check holds no value and no expression.</source>
        <translation>该核查既无值也无表达式。</translation>
    </message>
    <message>
        <source>The comparator %1 is not known.</source>
        <translation>未知的比较符 %1。</translation>
    </message>
    <message>
        <source>Another metadata version is included. It is not read; export the whole version.</source>
        <translation>引用了另一元数据版本，未读取；请导出完整版本。</translation>
    </message>
    <message>
        <source>The text is no value of this item.</source>
        <translation>该文本不是此条目的有效值。</translation>
    </message>
    <message>
        <source>The subject could not be enrolled.</source>
        <translation>无法登记该受试者。</translation>
    </message>
    <message>
        <source>The form holds answers already; it was left as it is.</source>
        <translation>表单已有数据；保持不变。</translation>
    </message>
    <message>
        <source>Data that are to be removed: nothing is ever removed by an import.</source>
        <translation>要删除的数据：导入从不删除任何内容。</translation>
    </message>
    <message>
        <source>The file names no ODM version; it was read as 1.3.2.</source>
        <translation>文件未注明 ODM 版本；按 1.3.2 读取。</translation>
    </message>
    <message>
        <source>The file is of ODM version %1; it was read as 1.3.2.</source>
        <translation>文件为 ODM %1 版；按 1.3.2 读取。</translation>
    </message>
    <message>
        <source>The file is a list of changes; its state at the end was taken.</source>
        <translation>文件为更改列表；采用其最终状态。</translation>
    </message>
    <message>
        <source>%1 times an element of %2, dropped.</source>
        <translation>%2 的元素 %1 次，已略去。</translation>
    </message>
    <message>
        <source>%1 times an attribute of another namespace, dropped.</source>
        <translation>其他命名空间的属性 %1 次，已略去。</translation>
    </message>
    <message>
        <source>%1 times, not taken over.</source>
        <translation>%1 次，未采用。</translation>
    </message>
    <message>
        <source>Users and locations are not taken over.</source>
        <translation>不采用用户和地点信息。</translation>
    </message>
    <message>
        <source>Reference data are not taken over: %1 rows.</source>
        <translation>不采用参考数据：%1 行。</translation>
    </message>
    <message>
        <source>Is named %1 here; the OID is kept beside it.</source>
        <translation>在此命名为 %1；同时保留 OID。</translation>
    </message>
    <message>
        <source>%1 times, kept as text beside the definition.</source>
        <translation>%1 次，作为文本保存在定义旁。</translation>
    </message>
    <message>
        <source>The data type %1 became text.</source>
        <translation>数据类型 %1 改为文本。</translation>
    </message>
    <message>
        <source>%1 items: an incomplete date or time is accepted too.</source>
        <translation>%1 个条目：也接受不完整的日期或时间。</translation>
    </message>
    <message>
        <source>%1 items: the length of numbers and dates is not tested.</source>
        <translation>%1 个条目：不检查数字和日期的长度。</translation>
    </message>
    <message>
        <source>Became a quantity in %1; %2 may be typed where it can be converted.</source>
        <translation>改为以 %1 为单位的量；可换算时也可输入 %2。</translation>
    </message>
    <message>
        <source>%1 descriptions in further languages, kept as text beside the definition.</source>
        <translation>%1 条其他语言的说明，作为文本保存在定义旁。</translation>
    </message>
    <message>
        <source>The check is in %1, the item in %2; it is kept as text and not tested.</source>
        <translation>核查单位为 %1，条目单位为 %2；作为文本保存，不执行。</translation>
    </message>
    <message>
        <source>The item has one message; this one is kept as text beside the definition.</source>
        <translation>条目只有一条提示；此条作为文本保存在定义旁。</translation>
    </message>
    <message>
        <source>There is no code list %1; the item takes any text.</source>
        <translation>没有代码表 %1；该条目接受任意文本。</translation>
    </message>
    <message>
        <source>The codes of %1 are not in the file; the items take text.</source>
        <translation>文件中没有 %1 的代码；相关条目接受文本。</translation>
    </message>
    <message>
        <source>The unit %1 was read as %2.</source>
        <translation>单位 %1 读作 %2。</translation>
    </message>
    <message>
        <source>An expression in %1 is kept as text and not evaluated.</source>
        <translation>%1 中的表达式作为文本保存，不求值。</translation>
    </message>
    <message>
        <source>Is described in words only; kept as text.</source>
        <translation>仅有文字描述；作为文本保存。</translation>
    </message>
    <message>
        <source>Is always shown: the condition %1 can&apos;t be evaluated.</source>
        <translation>始终显示：条件 %1 无法求值。</translation>
    </message>
    <message>
        <source>Is entered by hand: the method %1 can&apos;t be evaluated.</source>
        <translation>需手工录入：方法 %1 无法求值。</translation>
    </message>
    <message>
        <source>The hard check opens a query; it does not refuse the value.</source>
        <translation>强制核查将产生质疑，而不拒绝该值。</translation>
    </message>
    <message>
        <source>The common event became an unscheduled visit; forms that stand only here are kept once a subject.</source>
        <translation>公共事件改为计划外访视；仅出现在此处的表单每名受试者保存一份。</translation>
    </message>
    <message>
        <source>The form repeats; at a visit it is offered once, further ones come by import.</source>
        <translation>表单可重复；每次访视提供一份，其余通过导入产生。</translation>
    </message>
    <message>
        <source>Stands in several places; an item stands in one, so here it is %1.</source>
        <translation>出现在多处；条目只能在一处，故此处为 %1。</translation>
    </message>
    <message>
        <source>The file has no events; an unscheduled visit %1 was made that holds all forms.</source>
        <translation>文件没有事件；已建立包含全部表单的计划外访视 %1。</translation>
    </message>
    <message>
        <source>The group stands in no form.</source>
        <translation>该条目组不属于任何表单。</translation>
    </message>
    <message>
        <source>A further study in the file, left out.</source>
        <translation>文件中的另一研究，已略去。</translation>
    </message>
    <message>
        <source>An older metadata version, left out; the last one was taken.</source>
        <translation>较早的元数据版本，已略去；采用最后一版。</translation>
    </message>
    <message>
        <source>%1 has a fault (%2), so it was kept as text.</source>
        <translation>%1 有错误（%2），故作为文本保存。</translation>
    </message>
    <message>
        <source>%1 answers are in the file; a trial run does not look at them.</source>
        <translation>文件中有 %1 个答案；试运行不查看。</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>casebook::OverdueModel</name>
    <message>
        <source>whole visit</source>
        <translation>整个访视</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>截止日</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
</context>
<context>
    <name>casebook::OverlayHead</name>
    <message>
        <source>Algorithm unknown</source>
        <translation>算法未知</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>algorithm, version</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Confirm placement</source>
        <translation>确认位置</translation>
    </message>
</context>
<context>
    <name>casebook::PartDialog</name>
    <message>
        <source>Part %1 from %2?</source>
        <translation>将 %1 从 %2 分开吗？</translation>
    </message>
    <message>
        <source>Everything that %1 brought goes back to it, with what was entered since.</source>
        <translation>%1 带来的一切都会归还，包括之后录入的内容。</translation>
    </message>
    <message>
        <source>This came after the join. Choose what belongs to %1:</source>
        <translation>以下内容在合并之后新增。请选择属于 %1 的：</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why they are two persons</source>
        <translation>为何是两个人</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>分开</translation>
    </message>
</context>
<context>
    <name>casebook::PassphraseDialog</name>
    <message>
        <source>Change your passphrase</source>
        <translation>更改您的口令</translation>
    </message>
    <message>
        <source>Passphrase now</source>
        <translation>当前口令</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>再次输入新口令</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The two new passphrases differ. Type them again.</source>
        <translation>两次输入的新口令不一致。请重新输入。</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s); a sentence is good. Only the recovery words open the study without it.</source>
        <translation>
            <numerusform>至少 %n 个字符；用一句话较好。没有口令时，只有恢复词能打开研究。</numerusform>
        </translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Lock the study</source>
        <translation>锁定研究</translation>
    </message>
    <message>
        <source>Choose a passphrase of your own</source>
        <translation>设置您自己的口令</translation>
    </message>
    <message>
        <source>Another person set the one you came in with. %1</source>
        <translation>您进入时使用的口令由他人设置。%1</translation>
    </message>
    <message>
        <source>Set a new passphrase</source>
        <translation>设置新口令</translation>
    </message>
    <message>
        <source>The recovery words opened the study. From now on your new passphrase does. %1</source>
        <translation>恢复词已打开研究。今后请使用新口令。%1</translation>
    </message>
    <message>
        <source>This is the passphrase that another person set. Choose one of your own.</source>
        <translation>这是他人设置的口令。请设置您自己的口令。</translation>
    </message>
</context>
<context>
    <name>casebook::PassphraseEdit</name>
    <message>
        <source>Caps Lock is on</source>
        <translation>大写锁定已打开</translation>
    </message>
    <message>
        <source>Hide the passphrase</source>
        <translation>隐藏口令</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>显示口令</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>This is your user name or the name of the study: it is guessed first.</source>
        <translation>这是您的用户名或研究名称，最容易被猜到。</translation>
    </message>
    <message numerus="yes">
        <source>%n more character(s) needed; several words are easier to keep than signs.</source>
        <translation>
            <numerusform>还需 %n 个字符；几个词比符号更容易记住。</numerusform>
        </translation>
    </message>
    <message>
        <source>Too few different characters: it is easily guessed.</source>
        <translation>不同的字符太少，容易被猜到。</translation>
    </message>
</context>
<context>
    <name>casebook::PeerDialog</name>
    <message>
        <source>Which machine shall be added?</source>
        <translation>要添加哪台机器？</translation>
    </message>
    <message>
        <source>Its administrator knows AE title, host and port, and must add ours there.</source>
        <translation>其管理员知道 AE 标题、主机和端口，并需在那里添加我们的。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Archive of the hospital</source>
        <translation>医院影像归档</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>TITLE@host:port, or the https address of its DICOMweb service</source>
        <translation>AE标题@主机:端口，或其 DICOMweb 服务的 https 地址</translation>
    </message>
    <message>
        <source>Our AE title</source>
        <translation>我们的 AE 标题</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>It may send images to us</source>
        <translation>它可以向我们发送图像</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>What has changed about %1?</source>
        <translation>%1 有什么变化？</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>None where a token is given below</source>
        <translation>若下方填写令牌，则留空</translation>
    </message>
    <message>
        <source>The sign-in is kept as it is</source>
        <translation>登录信息保持不变</translation>
    </message>
    <message>
        <source>Passphrase or token</source>
        <translation>口令或令牌</translation>
    </message>
    <message>
        <source>The connection is encrypted (TLS)</source>
        <translation>连接加密（TLS）</translation>
    </message>
    <message>
        <source>Certificate of the authority that it shows</source>
        <translation>对方证书的签发机构证书</translation>
    </message>
    <message>
        <source>Our certificate</source>
        <translation>我方证书</translation>
    </message>
    <message>
        <source>Key of our certificate</source>
        <translation>我方证书的密钥</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>casebook::QueriesController</name>
    <message>
        <source>%1, row %2</source>
        <translation>%1，第 %2 行</translation>
    </message>
</context>
<context>
    <name>casebook::QueriesModel</name>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>已自动解决</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>the form</source>
        <translation>整份表单</translation>
    </message>
    <message>
        <source>check</source>
        <translation>核查规则</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Visit, form</source>
        <translation>访视，表单</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>质疑</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时长</translation>
    </message>
</context>
<context>
    <name>casebook::QueriesPage</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Any age</source>
        <translation>不限时间</translation>
    </message>
    <message>
        <source>0 to 7 days</source>
        <translation>0 至 7 天</translation>
    </message>
    <message>
        <source>8 to 14 days</source>
        <translation>8 至 14 天</translation>
    </message>
    <message>
        <source>15 to 30 days</source>
        <translation>15 至 30 天</translation>
    </message>
    <message>
        <source>over 30 days</source>
        <translation>超过 30 天</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>质疑</translation>
    </message>
    <message>
        <source>Subject, item, words</source>
        <translation>受试者、条目、文字</translation>
    </message>
    <message>
        <source>Search queries</source>
        <translation>搜索质疑</translation>
    </message>
    <message>
        <source>Anyone&apos;s turn</source>
        <translation>不限处理方</translation>
    </message>
    <message>
        <source>The site&apos;s turn</source>
        <translation>待中心处理</translation>
    </message>
    <message>
        <source>The author&apos;s turn</source>
        <translation>待提出者处理</translation>
    </message>
    <message>
        <source>Whose turn</source>
        <translation>处理方</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Open item</source>
        <translation>打开条目</translation>
    </message>
    <message>
        <source>No queries</source>
        <translation>没有质疑</translation>
    </message>
    <message>
        <source>Checks and monitors raise them on values; they are answered here or at the item.</source>
        <translation>核查规则和监查员对数值提出质疑；可在此处或条目处答复。</translation>
    </message>
    <message>
        <source>No query fits</source>
        <translation>没有符合的质疑</translation>
    </message>
    <message>
        <source>State, age and search narrow the list.</source>
        <translation>状态、时长和搜索缩小了列表。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>casebook::Rail</name>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>阅片</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <translation>%1（Alt+%2）</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>质疑</translation>
    </message>
    <message>
        <source>Cohorts</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>casebook::ReadingBar</name>
    <message>
        <source>MIP %1 mm</source>
        <translation>MIP %1 mm</translation>
    </message>
    <message>
        <source>Lung</source>
        <comment>window preset</comment>
        <translation>肺窗</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <comment>window preset</comment>
        <translation>纵隔窗</translation>
    </message>
    <message>
        <source>Bone</source>
        <comment>window preset</comment>
        <translation>骨窗</translation>
    </message>
    <message>
        <source>Liver</source>
        <comment>window preset</comment>
        <translation>肝窗</translation>
    </message>
    <message>
        <source>Vessel</source>
        <comment>window preset</comment>
        <translation>血管</translation>
    </message>
    <message>
        <source>Subsolid</source>
        <comment>window preset</comment>
        <translation>亚实性</translation>
    </message>
    <message>
        <source>File</source>
        <comment>window preset: as the file says</comment>
        <translation>原始</translation>
    </message>
    <message>
        <source>Full</source>
        <comment>window preset: whole range</comment>
        <translation>全范围</translation>
    </message>
    <message>
        <source>Window: drag right for wider, up for brighter (Esc)</source>
        <translation>窗宽窗位：右拖加宽，上拖变亮（Esc）</translation>
    </message>
    <message>
        <source>Pan (middle button)</source>
        <translation>平移（中键）</translation>
    </message>
    <message>
        <source>Zoom (right button, Ctrl+wheel)</source>
        <translation>缩放（右键、Ctrl+滚轮）</translation>
    </message>
    <message>
        <source>Cross-hair (X)</source>
        <translation>十字线（X）</translation>
    </message>
    <message>
        <source>Length (L)</source>
        <translation>长度（L）</translation>
    </message>
    <message>
        <source>One pane (Ctrl+1)</source>
        <translation>单窗格（Ctrl+1）</translation>
    </message>
    <message>
        <source>Two panes (Ctrl+2)</source>
        <translation>双窗格（Ctrl+2）</translation>
    </message>
    <message>
        <source>Four panes with 3D (Ctrl+3)</source>
        <translation>四窗格含三维（Ctrl+3）</translation>
    </message>
    <message>
        <source>Reset the views (R)</source>
        <translation>复位视图（R）</translation>
    </message>
    <message>
        <source>Overlays on or off (V); hide while held (Q)</source>
        <translation>叠加层开关（V）；按住隐藏（Q）</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>侧栏</translation>
    </message>
    <message>
        <source>Long and short axis (B)</source>
        <translation>长径与短径 (B)</translation>
    </message>
</context>
<context>
    <name>casebook::ReadingController</name>
    <message>
        <source>Opening the series…</source>
        <translation>正在打开序列…</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n image(s)</source>
        <comment>reading: date, modality</comment>
        <translation>
            <numerusform>%1，%2，%n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown algorithm</source>
        <translation>算法未知</translation>
    </message>
    <message>
        <source>placement confirmed by %1</source>
        <translation>位置由 %1 确认</translation>
    </message>
    <message>
        <source>Label map</source>
        <translation>标签图</translation>
    </message>
    <message>
        <source>Segmentation</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Add a label map</source>
        <translation>添加标签图</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Confirm where this label map lies?</source>
        <translation>确认此标签图的位置？</translation>
    </message>
    <message>
        <source>Confirm placement</source>
        <translation>确认位置</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>不添加</translation>
    </message>
    <message>
        <source>Series %1</source>
        <translation>序列 %1</translation>
    </message>
    <message>
        <source>Removed in the viewer</source>
        <translation>在阅片窗口中删除</translation>
    </message>
    <message>
        <source>Measure something first (L, B), or choose a segment</source>
        <translation>请先测量（L、B），或选择一个分割</translation>
    </message>
    <message>
        <source>Structure set</source>
        <translation>结构集</translation>
    </message>
    <message>
        <source>Map of values</source>
        <translation>数值图</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>数值图</translation>
    </message>
    <message>
        <source>%1: colours from %2 to %3 %4</source>
        <translation>%1：颜色范围 %2 至 %3 %4</translation>
    </message>
    <message>
        <source>Not calibrated: this length is in pixels and is not kept</source>
        <translation>未校准：此长度以像素计，不予保存</translation>
    </message>
    <message>
        <source>Images are missing within this segment: its volume is not known</source>
        <translation>此分割范围内缺少图像：体积未知</translation>
    </message>
    <message>
        <source>Label maps (*.nii *.nii.gz *.hdr *.nrrd *.mha)</source>
        <translation>标签图 (*.nii *.nii.gz *.hdr *.nrrd *.mha)</translation>
    </message>
    <message>
        <source>No image is here, so nothing is measured.</source>
        <translation>此处没有图像，因此未测量。</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>无日期</translation>
    </message>
</context>
<context>
    <name>casebook::ReadingForms</name>
    <message>
        <source>No form for this exam</source>
        <translation>此检查没有表单</translation>
    </message>
    <message>
        <source>The study&apos;s definition has no forms of exams.</source>
        <translation>研究定义中没有针对检查的表单。</translation>
    </message>
    <message>
        <source>Open a form first, then send the measurement</source>
        <translation>请先打开表单，再发送测量值</translation>
    </message>
    <message>
        <source>Sent to the form: %1</source>
        <translation>已发送到表单：%1</translation>
    </message>
    <message>
        <source>The measurement was not sent, because the form was not saved.</source>
        <translation>表单未保存，因此测量值未发送。</translation>
    </message>
</context>
<context>
    <name>casebook::ReadingPage</name>
    <message>
        <source>This series can&apos;t be shown</source>
        <translation>无法显示该序列</translation>
    </message>
    <message>
        <source>Choose another series</source>
        <translation>选择其他序列</translation>
    </message>
    <message>
        <source>No series is open</source>
        <translation>没有打开的序列</translation>
    </message>
    <message>
        <source>Choose a subject, then open one of its series.</source>
        <translation>请选择受试者，再打开其某个序列。</translation>
    </message>
    <message>
        <source>Choose a subject</source>
        <translation>选择受试者</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>叠加层</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Back to the worklist</source>
        <translation>返回工作列表</translation>
    </message>
    <message>
        <source>Form beside the images</source>
        <translation>影像旁的表单</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
</context>
<context>
    <name>casebook::ReasonDialog</name>
    <message>
        <source>Why does %1 change?</source>
        <translation>%1为何修改？</translation>
    </message>
    <message numerus="yes">
        <source>Why do %n item(s) change?</source>
        <translation>
            <numerusform>%n 个条目为何修改？</numerusform>
        </translation>
    </message>
    <message>
        <source>The form was complete. The reason stands in the audit.</source>
        <translation>该表单此前已完成。理由将记入稽查记录。</translation>
    </message>
    <message>
        <source>Typing error</source>
        <translation>录入错误</translation>
    </message>
    <message>
        <source>The source was corrected</source>
        <translation>原始资料已更正</translation>
    </message>
    <message>
        <source>Answer to a query</source>
        <translation>答复质疑</translation>
    </message>
    <message>
        <source>New information</source>
        <translation>新的信息</translation>
    </message>
    <message>
        <source>Other: say which</source>
        <translation>其他：请说明</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>选择理由</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Which reason</source>
        <translation>何种理由</translation>
    </message>
    <message>
        <source>Keep as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::ReceiverDialog</name>
    <message>
        <source>How shall this workstation receive?</source>
        <translation>本工作站如何接收图像？</translation>
    </message>
    <message>
        <source>Others need this AE title, the name of this workstation and the port. What they send comes into the study.</source>
        <translation>其他机器需要知道此 AE 标题、本工作站的名称和端口。它们发送的图像会进入本研究。</translation>
    </message>
    <message>
        <source>Our AE title</source>
        <translation>我们的 AE 标题</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>AE titles that may send</source>
        <translation>允许发送的 AE 标题</translation>
    </message>
    <message>
        <source>With commas between them</source>
        <translation>以逗号分隔</translation>
    </message>
    <message>
        <source>Only encrypted (TLS), from machines with a certificate</source>
        <translation>仅接受加密连接（TLS），且对方须有证书</translation>
    </message>
    <message>
        <source>Certificate of the authority that they show</source>
        <translation>对方证书的签发机构证书</translation>
    </message>
    <message>
        <source>Our certificate</source>
        <translation>我方证书</translation>
    </message>
    <message>
        <source>Key of our certificate</source>
        <translation>我方证书的密钥</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>casebook::RecoveryDialog</name>
    <message>
        <source>New recovery words</source>
        <translation>新恢复词</translation>
    </message>
    <message>
        <source>The old ones open nothing any more as soon as these are written down.</source>
        <translation>抄下新的恢复词后，旧的便不再有效。</translation>
    </message>
    <message>
        <source>Keep the old words</source>
        <translation>保留旧的恢复词</translation>
    </message>
</context>
<context>
    <name>casebook::RecoveryPage</name>
    <message>
        <source>Write down the recovery words</source>
        <translation>请抄下恢复词</translation>
    </message>
    <message>
        <source>They open the study when the passphrase is lost. They are shown only now and are not kept anywhere.</source>
        <translation>口令遗失时用它们打开研究。仅此时显示，不在任何地方保存。</translation>
    </message>
    <message>
        <source>Without passphrase and recovery words the data is gone: nobody can help.</source>
        <translation>口令和恢复词都遗失，数据就无法找回，任何人都无能为力。</translation>
    </message>
    <message>
        <source>Type group %1</source>
        <translation>输入第 %1 组</translation>
    </message>
    <message>
        <source>I wrote them down</source>
        <translation>我已抄下</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>A printer and its queue may keep a copy of what they print.</source>
        <translation>打印机及其队列可能会保留打印内容的副本。</translation>
    </message>
</context>
<context>
    <name>casebook::RecoverySheet</name>
    <message>
        <source>Recovery words of a Casebook study</source>
        <translation>Casebook 研究的恢复词</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <translation>文件夹：%1</translation>
    </message>
    <message>
        <source>Study number: %1</source>
        <translation>研究编号：%1</translation>
    </message>
    <message>
        <source>Date: %1</source>
        <translation>日期：%1</translation>
    </message>
    <message>
        <source>They open the study when the passphrase is lost, for whoever holds this sheet. Keep it locked away, apart from the computer.</source>
        <translation>口令遗失时，持有此页的任何人都可用其打开研究。请锁好，并与计算机分开存放。</translation>
    </message>
</context>
<context>
    <name>casebook::RefusedModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理办法</translation>
    </message>
</context>
<context>
    <name>casebook::RenameDialog</name>
    <message>
        <source>Rename %1?</source>
        <translation>为受试者 %1 改名？</translation>
    </message>
    <message>
        <source>Old and new name and the reason stand in the audit.</source>
        <translation>新旧姓名和原因记入稽查轨迹。</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why the name changes</source>
        <translation>为什么改名</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
</context>
<context>
    <name>casebook::ReportController</name>
    <message numerus="yes">
        <source>%n report(s) draw on this series: G hides and shows them.</source>
        <translation>
            <numerusform>有 %n 份报告在此序列上绘图：按 G 隐藏或显示。</numerusform>
        </translation>
    </message>
    <message>
        <source>No key image any more.</source>
        <translation>不再是关键图像。</translation>
    </message>
    <message>
        <source>Marked as key image. Shift+K goes to the next one.</source>
        <translation>已标记为关键图像。Shift+K 转到下一幅。</translation>
    </message>
    <message>
        <source>Key image (K)</source>
        <translation>关键图像（K）</translation>
    </message>
    <message>
        <source>Next key image (Shift+K)</source>
        <translation>下一幅关键图像（Shift+K）</translation>
    </message>
    <message>
        <source>Reports of other systems (G)</source>
        <translation>其他系统的报告（G）</translation>
    </message>
    <message>
        <source>Window of the presentation state</source>
        <translation>显示状态的窗宽窗位</translation>
    </message>
    <message>
        <source>Save measurements as DICOM…</source>
        <translation>将测量保存为 DICOM…</translation>
    </message>
    <message>
        <source>Save measurements as DICOM</source>
        <translation>将测量保存为 DICOM</translation>
    </message>
    <message>
        <source>Save key images as DICOM…</source>
        <translation>将关键图像保存为 DICOM…</translation>
    </message>
    <message>
        <source>Save key images as DICOM</source>
        <translation>将关键图像保存为 DICOM</translation>
    </message>
    <message>
        <source>DICOM (*.dcm)</source>
        <translation>DICOM (*.dcm)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>保存 PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
</context>
<context>
    <name>casebook::ReportViews</name>
    <message>
        <source>no value</source>
        <translation>无值</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n point(s)</source>
        <translation>
            <numerusform>%1，%n 个点</numerusform>
        </translation>
    </message>
    <message>
        <source>, segment %1</source>
        <translation>，分割 %1</translation>
    </message>
    <message>
        <source>, frame %1</source>
        <translation>，帧 %1</translation>
    </message>
    <message>
        <source>see above</source>
        <translation>见上</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>分开</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>not complete</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已核实</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>未核实</translation>
    </message>
    <message>
        <source>too long: not all of it is shown</source>
        <translation>内容过长：未全部显示</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Drawings</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Shutter</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>hides the edge of the image</source>
        <translation>遮住图像边缘</translation>
    </message>
    <message>
        <source>Not applied here</source>
        <translation>此处未应用</translation>
    </message>
    <message>
        <source>rotation, mirroring or tables of grey values</source>
        <translation>旋转、镜像或灰度表</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>Save it, and open it with another program.</source>
        <translation>请将其保存，再用其他程序打开。</translation>
    </message>
    <message>
        <source>Your role does not let you take it out of the study.</source>
        <translation>您的角色无权将其导出研究。</translation>
    </message>
</context>
<context>
    <name>casebook::ReportWords</name>
    <message>
        <source>Imaging measurement report</source>
        <translation>影像测量报告</translation>
    </message>
    <message>
        <source>Imaging measurements</source>
        <translation>影像测量</translation>
    </message>
    <message>
        <source>Measurement group</source>
        <translation>测量组</translation>
    </message>
    <message>
        <source>Tracking identifier</source>
        <translation>跟踪标识</translation>
    </message>
    <message>
        <source>Tracking unique identifier</source>
        <translation>跟踪唯一标识</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Finding site</source>
        <translation>发现部位</translation>
    </message>
    <message>
        <source>Image region</source>
        <translation>图像区域</translation>
    </message>
    <message>
        <source>Image library</source>
        <translation>图像库</translation>
    </message>
    <message>
        <source>Referenced segment</source>
        <translation>引用的分割</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Algorithm name</source>
        <translation>算法名称</translation>
    </message>
    <message>
        <source>Algorithm parameters</source>
        <translation>算法参数</translation>
    </message>
    <message>
        <source>Algorithm version</source>
        <translation>算法版本</translation>
    </message>
    <message>
        <source>Observer type</source>
        <translation>观察者类型</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Person observer name</source>
        <translation>观察者姓名</translation>
    </message>
    <message>
        <source>Device observer UID</source>
        <translation>观察设备 UID</translation>
    </message>
    <message>
        <source>Device observer name</source>
        <translation>观察设备名称</translation>
    </message>
    <message>
        <source>Device observer manufacturer</source>
        <translation>观察设备制造商</translation>
    </message>
    <message>
        <source>Device observer model name</source>
        <translation>观察设备型号</translation>
    </message>
    <message>
        <source>Language of the content</source>
        <translation>内容语言</translation>
    </message>
    <message>
        <source>Procedure reported</source>
        <translation>所报告的检查</translation>
    </message>
    <message>
        <source>Impression</source>
        <translation>印象</translation>
    </message>
    <message>
        <source>Conclusion</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Chest CAD report</source>
        <translation>胸部 CAD 报告</translation>
    </message>
    <message>
        <source>CAD processing and findings summary</source>
        <translation>CAD 处理与发现摘要</translation>
    </message>
    <message>
        <source>Center</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Certainty of finding</source>
        <translation>发现的把握度</translation>
    </message>
    <message>
        <source>Probability of cancer</source>
        <translation>癌症概率</translation>
    </message>
    <message>
        <source>Rendering intent</source>
        <translation>显示意图</translation>
    </message>
    <message>
        <source>Single image finding</source>
        <translation>单幅图像发现</translation>
    </message>
    <message>
        <source>Composite feature</source>
        <translation>复合特征</translation>
    </message>
    <message>
        <source>Of interest</source>
        <translation>关注</translation>
    </message>
    <message>
        <source>Key object description</source>
        <translation>关键对象说明</translation>
    </message>
    <message>
        <source>Manual processing</source>
        <translation>手工处理</translation>
    </message>
    <message>
        <source>Long axis</source>
        <translation>长径</translation>
    </message>
    <message>
        <source>Short axis</source>
        <translation>短径</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Diameter</source>
        <translation>直径</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>体积</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Nodule</source>
        <translation>结节</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>肿块</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>肺窗</translation>
    </message>
    <message>
        <source>Lymph node</source>
        <translation>淋巴结</translation>
    </message>
</context>
<context>
    <name>casebook::ReportsPage</name>
    <message>
        <source>Key images</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>Presentation state</source>
        <translation>显示状态</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Content of the report</source>
        <translation>报告内容</translation>
    </message>
    <message>
        <source>Show what the report leaves optional</source>
        <translation>显示报告中可选显示的内容</translation>
    </message>
    <message>
        <source>No reports</source>
        <translation>没有报告</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>Save PDF</source>
        <translation>保存 PDF</translation>
    </message>
    <message>
        <source>Saves the document outside the study, in the clear; the audit keeps that it left</source>
        <translation>将文档以明文保存到研究之外；审计会记录其导出</translation>
    </message>
    <message>
        <source>Structured reports, key images, presentation states and PDFs of this subject stand here.</source>
        <translation>此受试者的结构化报告、关键图像、显示状态和 PDF 列于此处。</translation>
    </message>
</context>
<context>
    <name>casebook::RequireReason</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
</context>
<context>
    <name>casebook::RolesDialog</name>
    <message>
        <source>Which roles has %1?</source>
        <translation>%1有哪些角色？</translation>
    </message>
    <message>
        <source>In force from the next unlock. Old and new roles and the reason stand in the audit.</source>
        <translation>自下次解锁起生效。新旧角色和理由将记入稽查记录。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why the roles change</source>
        <translation>角色为何修改</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Change roles</source>
        <translation>修改角色</translation>
    </message>
</context>
<context>
    <name>casebook::ScheduleController</name>
    <message>
        <source>The date of the visit is set.</source>
        <translation>访视日期已设定。</translation>
    </message>
    <message>
        <source>The visit is marked.</source>
        <translation>访视已标记。</translation>
    </message>
    <message>
        <source>The visit is added.</source>
        <translation>访视已添加。</translation>
    </message>
    <message>
        <source>Calendar file</source>
        <translation>日历文件</translation>
    </message>
    <message>
        <source>Calendar (*.ics)</source>
        <translation>日历 (*.ics)</translation>
    </message>
    <message>
        <source>The calendar is written. It names subjects by their codes only.</source>
        <translation>日历已写出。其中仅以编号称呼受试者。</translation>
    </message>
    <message>
        <source>The calendar can&apos;t be written there. Choose another folder.</source>
        <translation>无法写入该处。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Table of visits</source>
        <translation>访视表</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>The table is written. It names subjects by their codes only.</source>
        <translation>表格已写出。其中仅以编号称呼受试者。</translation>
    </message>
    <message>
        <source>The table can&apos;t be written there. Choose another folder.</source>
        <translation>无法写入该处。请选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>casebook::ScheduleModel</name>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>day and month, short</comment>
        <translation>M月d日</translation>
    </message>
    <message numerus="yes">
        <source>%n query(ies)</source>
        <translation>
            <numerusform>%n 条质疑</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>应于 %1</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>未做</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>overdue %1</source>
        <translation>逾期 %1</translation>
    </message>
    <message>
        <source>Planned %1, window to %2</source>
        <translation>计划 %1，窗口期至 %2</translation>
    </message>
    <message>
        <source>Took place %1</source>
        <translation>实际日期 %1</translation>
    </message>
    <message>
        <source>%1 of %2 forms complete</source>
        <translation>%2 份表单中已完成 %1 份</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签署</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>in window</source>
        <translation>窗口期内</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>open query</source>
        <translation>未关闭质疑</translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) were changed after their signature: sign again</source>
        <translation>
            <numerusform>有 %n 份表单在签名后被更改：请重新签名</numerusform>
        </translation>
    </message>
    <message>
        <source>sign again</source>
        <translation>需重新签名</translation>
    </message>
    <message>
        <source>signed, then changed</source>
        <translation>签名后有更改</translation>
    </message>
</context>
<context>
    <name>casebook::SchedulePage</name>
    <message>
        <source>Rows %1–%2 of %3</source>
        <translation>第 %1–%2 行，共 %3 行</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n 名受试者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s)</source>
        <translation>
            <numerusform>%n 次访视</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) overdue</source>
        <translation>
            <numerusform>%n 次访视逾期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in window</source>
        <translation>
            <numerusform>%n 次在窗口期内</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the subject</source>
        <translation>打开受试者</translation>
    </message>
    <message>
        <source>Open the visit&apos;s forms</source>
        <translation>打开该访视的表单</translation>
    </message>
    <message>
        <source>Date of the visit …</source>
        <translation>访视日期……</translation>
    </message>
    <message>
        <source>Planned again …</source>
        <translation>重新计划……</translation>
    </message>
    <message>
        <source>Plan %1 again?</source>
        <translation>重新计划%1？</translation>
    </message>
    <message>
        <source>Not done …</source>
        <translation>未做……</translation>
    </message>
    <message>
        <source>Mark %1 as not done?</source>
        <translation>将%1标记为未做？</translation>
    </message>
    <message>
        <source>When was %1 of %2?</source>
        <translation>%2的%1在何时？</translation>
    </message>
    <message>
        <source>The reason stands in the audit.</source>
        <translation>理由将记入稽查记录。</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>未做</translation>
    </message>
    <message>
        <source>Plan again</source>
        <translation>重新计划</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Overdue %1</source>
        <translation>逾期 %1</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Calendar file</source>
        <translation>日历文件</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Unscheduled visit</source>
        <translation>计划外访视</translation>
    </message>
    <message>
        <source>Code or name</source>
        <translation>编号或姓名</translation>
    </message>
    <message>
        <source>Search subjects</source>
        <translation>搜索受试者</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>In window</source>
        <translation>窗口期内</translation>
    </message>
    <message>
        <source>With queries</source>
        <translation>有质疑</translation>
    </message>
    <message>
        <source>In part</source>
        <translation>部分完成</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>按编号</translation>
    </message>
    <message>
        <source>Most urgent first</source>
        <translation>最紧急优先</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>No visits yet</source>
        <translation>尚无访视</translation>
    </message>
    <message>
        <source>Visits come from the study&apos;s definition and the subjects&apos; dates of consent, first dose or surgery.</source>
        <translation>访视由研究定义和受试者的知情同意、首次给药或手术日期产生。</translation>
    </message>
    <message>
        <source>No subject fits</source>
        <translation>没有符合的受试者</translation>
    </message>
    <message>
        <source>Search and state narrow the list.</source>
        <translation>搜索和状态缩小了列表。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Nothing is overdue</source>
        <translation>没有逾期</translation>
    </message>
    <message>
        <source>All visits and forms whose time has come are done.</source>
        <translation>已到期的访视和表单均已完成。</translation>
    </message>
    <message>
        <source>Exams without visit %1</source>
        <translation>未归访视的检查 %1</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
</context>
<context>
    <name>casebook::SegmentPanel</name>
    <message>
        <source>%1 · %2</source>
        <comment>subject, series</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>No overlays</source>
        <translation>没有叠加层</translation>
    </message>
    <message>
        <source>Import a DICOM SEG with the images, or add a label map here.</source>
        <translation>随影像导入 DICOM SEG，或在此添加标签图。</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>叠加层</translation>
    </message>
    <message numerus="yes">
        <source>%n segment(s)</source>
        <translation>
            <numerusform>%n 个分割</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a label map</source>
        <translation>添加标签图</translation>
    </message>
</context>
<context>
    <name>casebook::SegmentRow</name>
    <message>
        <source>Segment %1</source>
        <translation>分割 %1</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>%1: visible</source>
        <translation>%1：可见</translation>
    </message>
    <message>
        <source>Outline only</source>
        <translation>仅轮廓</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>%1: filled</source>
        <translation>%1：填充</translation>
    </message>
    <message>
        <source>Opacity %1 %</source>
        <translation>不透明度 %1 %</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>橙色</translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation>天蓝色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>黄色</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation>朱红色</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>Images are missing within this segment: its volume is not known</source>
        <translation>此分割范围内缺少图像：体积未知</translation>
    </message>
</context>
<context>
    <name>casebook::SendDialog</name>
    <message>
        <source>Send this exam to which machine?</source>
        <translation>将此检查发送到哪台机器？</translation>
    </message>
    <message>
        <source>Send this series to which machine?</source>
        <translation>将此序列发送到哪台机器？</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>The images leave as they were received, with the name of the person in them.</source>
        <translation>图像将按接收时的原样发出，其中含有患者姓名。</translation>
    </message>
    <message>
        <source>To</source>
        <translation>发送到</translation>
    </message>
</context>
<context>
    <name>casebook::SeriesDelegate</name>
    <message numerus="yes">
        <source>%n slice(s)</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between parts of a list</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>Kept and listed; no page of this version shows it.</source>
        <translation>已保留并列出；本版本没有页面显示它。</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Series %1</source>
        <translation>序列 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n key image(s)</source>
        <translation>
            <numerusform>%n 幅关键图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Read it on the subject&apos;s page, under Reports.</source>
        <translation>请在受试者页面的“报告”中阅读。</translation>
    </message>
</context>
<context>
    <name>casebook::SeriesPanel</name>
    <message>
        <source>Whole series</source>
        <translation>整个序列</translation>
    </message>
</context>
<context>
    <name>casebook::SeriesWords</name>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1，另有 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Colour pictures, shown one by one</source>
        <translation>彩色图片，逐张显示</translation>
    </message>
    <message>
        <source>Localizer, shown as an image</source>
        <translation>定位像，按图片显示</translation>
    </message>
    <message>
        <source>Images without a place in the patient, shown one by one</source>
        <translation>没有患者坐标的图像，逐张显示</translation>
    </message>
    <message>
        <source>Images of one place, shown one after the other</source>
        <translation>同一位置的图像，依次显示</translation>
    </message>
    <message>
        <source>A single image</source>
        <translation>单张图像</translation>
    </message>
    <message>
        <source>Images that are not on one line, shown one by one</source>
        <translation>图像不在一条直线上，逐张显示</translation>
    </message>
    <message>
        <source>Unequal steps</source>
        <translation>层距不等</translation>
    </message>
    <message>
        <source>Equal steps, images missing</source>
        <translation>层距相等，有缺层</translation>
    </message>
    <message>
        <source>Equal steps but for rounding (up to 0.2 mm)</source>
        <translation>层距相等（舍入误差不超过 0.2 mm）</translation>
    </message>
    <message>
        <source>Equal steps</source>
        <translation>层距相等</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Images used</source>
        <translation>使用的图像</translation>
    </message>
    <message>
        <source>%1 in %2 places</source>
        <translation>%1 张，共 %2 个位置</translation>
    </message>
    <message>
        <source>Missing at</source>
        <translation>缺失位置</translation>
    </message>
    <message>
        <source>Damaged at</source>
        <translation>损坏位置</translation>
    </message>
    <message>
        <source>Same place twice</source>
        <translation>位置重复</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) left out; the lowest number was taken</source>
        <translation>
            <numerusform>%n 张图像未用；取编号最小者</numerusform>
        </translation>
    </message>
    <message>
        <source>Planes across</source>
        <translation>跨层平面</translation>
    </message>
    <message>
        <source>resampled at %1; slices as acquired</source>
        <translation>按 %1 重采样；原始层面不变</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Pixel</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>%1 mm wide, %2 mm high</source>
        <translation>宽 %1 mm，高 %2 mm</translation>
    </message>
    <message>
        <source>not calibrated: %1 mm on the detector</source>
        <translation>未校准：探测器上 %1 mm</translation>
    </message>
    <message>
        <source>not calibrated: no size given</source>
        <translation>未校准：没有像素尺寸</translation>
    </message>
    <message>
        <source>Thickness</source>
        <translation>层厚</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1° from the positions</source>
        <translation>由位置算得 %1°</translation>
    </message>
    <message>
        <source>header says %1°</source>
        <translation>文件头为 %1°</translation>
    </message>
    <message>
        <source>header says nothing</source>
        <translation>文件头未注明</translation>
    </message>
    <message>
        <source>Gantry tilt</source>
        <translation>机架倾斜</translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation>数值换算</translation>
    </message>
    <message>
        <source>differs from image to image</source>
        <translation>逐图不同</translation>
    </message>
    <message>
        <source>%1 × stored + %2</source>
        <translation>%1 × 存储值 + %2</translation>
    </message>
    <message>
        <source>none given</source>
        <translation>未给出</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充值</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>lossy: values were changed</source>
        <translation>有损：数值已改变</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>时相</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>影像</translation>
    </message>
    <message>
        <source>%1 used of %2 found</source>
        <translation>共 %2 张，使用 %1 张</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>容积</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) at a place that is taken</source>
        <translation>
            <numerusform>%n 张图像的位置已被占用</numerusform>
        </translation>
    </message>
    <message>
        <source>Without pixels</source>
        <translation>没有像素</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n 幅图像</numerusform>
        </translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>文件被截断</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>Transfer syntax</source>
        <translation>传输语法</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符集</translation>
    </message>
    <message>
        <source>guessed: %1</source>
        <translation>推测：%1</translation>
    </message>
    <message>
        <source>none declared</source>
        <translation>未声明</translation>
    </message>
    <message>
        <source>Identifiers</source>
        <translation>标识符</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) had none; made here</source>
        <translation>
            <numerusform>%n 个文件没有标识符，由本程序生成</numerusform>
        </translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>文件头</translation>
    </message>
    <message numerus="yes">
        <source>%n repaired</source>
        <translation>
            <numerusform>修复了 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Text in the image</source>
        <translation>图像内文字</translation>
    </message>
    <message>
        <source>burned in, the header says</source>
        <translation>文件头注明已烧录</translation>
    </message>
    <message>
        <source>phase %1 of %2</source>
        <translation>时相 %1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>localizer, %n image(s)</source>
        <translation>
            <numerusform>定位像，%n 张</numerusform>
        </translation>
    </message>
    <message>
        <source>localizer</source>
        <translation>定位像</translation>
    </message>
    <message>
        <source>%1, colour</source>
        <translation>%1，彩色</translation>
    </message>
    <message>
        <source>%1 × stored − %2</source>
        <translation>%1 × 存储值 − %2</translation>
    </message>
</context>
<context>
    <name>casebook::SignDialog</name>
    <message>
        <source>Sign this form as %1?</source>
        <translation>以 %1 的名义为此表单签名？</translation>
    </message>
    <message>
        <source>Name, time and meaning stand with the form. A later change breaks the signature visibly.</source>
        <translation>姓名、时间和含义将与表单一起显示。之后的任何更改都会使签名明显失效。</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Your passphrase again</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>casebook::SlicePane</name>
    <message>
        <source>coronal</source>
        <translation>冠状位</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>矢状位</translation>
    </message>
    <message>
        <source>MIP %1 mm</source>
        <translation>MIP %1 mm</translation>
    </message>
    <message>
        <source>MinIP %1 mm</source>
        <translation>MinIP %1 mm</translation>
    </message>
    <message>
        <source>mean %1 mm</source>
        <translation>平均 %1 mm</translation>
    </message>
    <message>
        <source>lossy</source>
        <translation>有损</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>最近邻</translation>
    </message>
    <message>
        <source>resampled</source>
        <translation>重采样</translation>
    </message>
    <message>
        <source>tilt %1°</source>
        <translation>倾斜 %1°</translation>
    </message>
    <message>
        <source>tilt corrected</source>
        <translation>倾斜已校正</translation>
    </message>
    <message>
        <source>step %1 mm</source>
        <translation>层距 %1 mm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1, %2, %3 mm</source>
        <translation>%1, %2, %3 mm</translation>
    </message>
    <message>
        <source>%1 cm</source>
        <translation>%1 cm</translation>
    </message>
    <message>
        <source>W %1  L %2</source>
        <translation>W %1  L %2</translation>
    </message>
    <message>
        <source>zoom %1 %</source>
        <translation>缩放 %1 %</translation>
    </message>
    <message>
        <source>AI: %1</source>
        <translation>AI：%1</translation>
    </message>
    <message>
        <source>3D  lung and bones</source>
        <translation>三维  肺与骨</translation>
    </message>
    <message>
        <source>3D  bone</source>
        <translation>三维  骨</translation>
    </message>
    <message>
        <source>3D  skin</source>
        <translation>三维  皮肤</translation>
    </message>
    <message>
        <source>3D  vessels</source>
        <translation>三维  血管</translation>
    </message>
    <message>
        <source>from the head</source>
        <translation>头侧观</translation>
    </message>
    <message>
        <source>from the feet</source>
        <translation>足侧观</translation>
    </message>
    <message>
        <source>from the left</source>
        <translation>左侧观</translation>
    </message>
    <message>
        <source>from the right</source>
        <translation>右侧观</translation>
    </message>
    <message>
        <source>from the front</source>
        <translation>正面观</translation>
    </message>
    <message>
        <source>from behind</source>
        <translation>背面观</translation>
    </message>
    <message>
        <source>from the front, %1° left</source>
        <translation>正面观，偏左 %1°</translation>
    </message>
    <message>
        <source>from the front, %1° right</source>
        <translation>正面观，偏右 %1°</translation>
    </message>
    <message>
        <source>from behind, %1° left</source>
        <translation>背面观，偏左 %1°</translation>
    </message>
    <message>
        <source>from behind, %1° right</source>
        <translation>背面观，偏右 %1°</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>未配准</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <comment>long and short axis</comment>
        <translation>%1 × %2 mm</translation>
    </message>
    <message>
        <source>3D  soft tissue</source>
        <translation>三维  软组织</translation>
    </message>
    <message>
        <source>3D  airways</source>
        <translation>三维  气道</translation>
    </message>
    <message>
        <source>3D  lung shell</source>
        <translation>三维  肺壳</translation>
    </message>
    <message>
        <source>3D  lung air</source>
        <translation>三维  肺内气体</translation>
    </message>
    <message>
        <source>3D  nodules</source>
        <translation>三维  结节</translation>
    </message>
    <message>
        <source>3D  maximum</source>
        <translation>三维  最大密度</translation>
    </message>
    <message>
        <source>3D  minimum</source>
        <translation>三维  最小密度</translation>
    </message>
    <message>
        <source>3D  average</source>
        <translation>三维  平均密度</translation>
    </message>
    <message>
        <source>no image here</source>
        <translation>此处无图像</translation>
    </message>
    <message>
        <source>not calibrated</source>
        <translation>未校准</translation>
    </message>
    <message>
        <source>Key image</source>
        <translation>关键图像</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <comment>long and short axis</comment>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>Drawn with %1</source>
        <translation>用 %1 勾画</translation>
    </message>
</context>
<context>
    <name>casebook::SliceView</name>
    <message>
        <source>Image pane</source>
        <translation>图像窗格</translation>
    </message>
</context>
<context>
    <name>casebook::StorageController</name>
    <message>
        <source>Folder on another disk</source>
        <translation>另一块硬盘上的文件夹</translation>
    </message>
    <message>
        <source>Folder to which the images were moved</source>
        <translation>影像移到的文件夹</translation>
    </message>
    <message>
        <source>The disk is known again.</source>
        <translation>已重新找到该硬盘。</translation>
    </message>
    <message>
        <source>Images back, in MB</source>
        <translation>移回影像（MB）</translation>
    </message>
    <message>
        <source>Images to another disk, in MB</source>
        <translation>影像移到另一块硬盘（MB）</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are in the study again.</source>
        <translation>
            <numerusform>%n 个文件已移回研究。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) lie on the other disk now.</source>
        <translation>
            <numerusform>%n 个文件现在在另一块硬盘上。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are damaged and stay where they are. Verify the study.</source>
        <translation>
            <numerusform>%n 个文件已损坏，留在原处。请校验研究。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that were moved could not be removed from their old place. The next move does it.</source>
        <translation>
            <numerusform>%n 个已移动的文件未能从原位置删除。下次移动时会删除。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::StoragePanel</name>
    <message>
        <source>Counting …</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>No images in the study are that old.</source>
        <translation>研究中没有这么久的影像。</translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s), %1</source>
        <translation>
            <numerusform>%n 名受试者，%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series, %1</source>
        <comment>part of: subjects, series, size</comment>
        <translation>
            <numerusform>%n 个序列，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Where the images lie</source>
        <translation>影像所在位置</translation>
    </message>
    <message>
        <source>Looking at what lies where …</source>
        <translation>正在查看各处的文件…</translation>
    </message>
    <message>
        <source>%1 free on its disk</source>
        <translation>所在硬盘剩余 %1</translation>
    </message>
    <message>
        <source>In the study</source>
        <translation>研究中</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>%n 个文件，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>On another disk</source>
        <translation>在另一块硬盘上</translation>
    </message>
    <message>
        <source>The disk is not connected. Its images are whole, but can&apos;t be shown.</source>
        <translation>硬盘没有连接。其中的影像完好，但现在无法显示。</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>移回研究</translation>
    </message>
    <message>
        <source>Find its folder</source>
        <translation>查找其文件夹</translation>
    </message>
    <message>
        <source>Move images of finished subjects</source>
        <translation>移走已完成受试者的影像</translation>
    </message>
    <message>
        <source>Subjects without a new image and without a reading for</source>
        <translation>在以下时间内没有新影像、也没有阅片的受试者</translation>
    </message>
    <message>
        <source>For how long nothing happened</source>
        <translation>多长时间没有动静</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>half a year</source>
        <translation>半年</translation>
    </message>
    <message>
        <source>a year</source>
        <translation>一年</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Bringing images back …</source>
        <translation>正在移回影像…</translation>
    </message>
    <message>
        <source>Moving images …</source>
        <translation>正在移动影像…</translation>
    </message>
    <message>
        <source>Each file is copied, read back and compared before the first one goes. They can be read from the other disk as from the study, while it is connected.</source>
        <translation>每个文件先复制、读回并核对，然后才删除原文件。只要那块硬盘连接着，影像就和在研究中一样可以读取。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Move to another disk</source>
        <translation>移到另一块硬盘</translation>
    </message>
</context>
<context>
    <name>casebook::StudyCard</name>
    <message>
        <source>Drive not connected, or folder moved</source>
        <translation>硬盘未连接，或文件夹已移走</translation>
    </message>
    <message>
        <source>Open in another window</source>
        <translation>已在另一窗口打开</translation>
    </message>
    <message>
        <source>Open on %1</source>
        <translation>已在 %1 上打开</translation>
    </message>
    <message>
        <source>never opened here</source>
        <translation>从未在此打开</translation>
    </message>
    <message>
        <source>opened today %1</source>
        <translation>今天 %1 打开</translation>
    </message>
    <message>
        <source>opened %1</source>
        <translation>%1 打开</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>format of a date in words</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Site %1 · %2</source>
        <comment>site, last use</comment>
        <translation>中心 %1 · %2</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>模拟数据</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>从列表移除</translation>
    </message>
</context>
<context>
    <name>casebook::StudyController</name>
    <message>
        <source>Your passphrase is changed.</source>
        <translation>您的口令已更改。</translation>
    </message>
    <message>
        <source>Remember on this computer?</source>
        <translation>在此计算机上记住？</translation>
    </message>
    <message>
        <source>A secret of its own goes into the keyring of your desktop; your passphrase itself is kept nowhere.</source>
        <translation>一个单独的密钥会存入您桌面的密钥环；您的口令本身不会保存在任何地方。</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>记住</translation>
    </message>
    <message>
        <source>The passphrase is asked for again.</source>
        <translation>将再次要求输入口令。</translation>
    </message>
    <message>
        <source>The keyring opens the study for you from now on.</source>
        <translation>从现在起，密钥环会为您打开研究。</translation>
    </message>
    <message>
        <source>Check the recovery words?</source>
        <translation>检查恢复词？</translation>
    </message>
    <message>
        <source>Type the nine groups of four as they were written down. It is only tried whether they open the study; nothing changes.</source>
        <translation>请按抄下的内容输入九组、每组四个字符。仅检查能否打开研究，不作任何更改。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>These recovery words open the study.</source>
        <translation>这些恢复词可以打开研究。</translation>
    </message>
    <message>
        <source>Make new recovery words?</source>
        <translation>生成新的恢复词？</translation>
    </message>
    <message>
        <source>Make new words</source>
        <translation>生成新恢复词</translation>
    </message>
    <message>
        <source>The new ones are shown once: have a printer, or pen and paper, ready. The old ones hold until the new ones are written down.</source>
        <translation>新的恢复词只显示一次，请备好打印机或纸笔。在抄下新的之前，旧的仍然有效。</translation>
    </message>
    <message>
        <source>The new recovery words are in force. The old ones open nothing any more.</source>
        <translation>新的恢复词已生效，旧的恢复词不再能打开任何内容。</translation>
    </message>
</context>
<context>
    <name>casebook::StudyFacts</name>
    <message>
        <source>About this study</source>
        <translation>研究信息</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>建立时间</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>占用磁盘</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Synthetic: made by the program, of no person</source>
        <translation>模拟：由程序生成，不来自任何人</translation>
    </message>
    <message>
        <source>Of persons; encrypted on disk</source>
        <translation>真实人员数据；加密存盘</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>vault %1, schema %2</source>
        <translation>存储 %1，结构 %2</translation>
    </message>
    <message>
        <source>Study number</source>
        <translation>研究编号</translation>
    </message>
    <message>
        <source>Is everything as it was written?</source>
        <translation>内容是否与写入时一致？</translation>
    </message>
    <message>
        <source>Verifying …</source>
        <translation>正在校验…</translation>
    </message>
    <message>
        <source>Damage found</source>
        <translation>发现损坏</translation>
    </message>
    <message>
        <source>Last check passed</source>
        <translation>上次校验通过</translation>
    </message>
    <message>
        <source>Not verified in this session</source>
        <translation>本次会话尚未校验</translation>
    </message>
    <message>
        <source>Reads and decrypts every object and walks the audit chain from its first row.</source>
        <translation>读取并解密每个对象，并从第一行起核对稽查链。</translation>
    </message>
    <message>
        <source>%1: %2 objects, %3 audit rows.</source>
        <translation>%1：%2 个对象，%3 行稽查记录。</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Your passphrase</source>
        <translation>您的口令</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message numerus="yes">
        <source>%n subject(s)</source>
        <translation>
            <numerusform>%n 名受试者</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exam(s)</source>
        <translation>
            <numerusform>%n 次检查</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n series</source>
        <comment>study: count of DICOM series</comment>
        <translation>
            <numerusform>%n 个序列</numerusform>
        </translation>
    </message>
    <message>
        <source>Always ask for the passphrase</source>
        <translation>始终要求输入口令</translation>
    </message>
    <message>
        <source>Remember on this computer</source>
        <translation>在此计算机上记住</translation>
    </message>
    <message>
        <source>The keyring of this desktop opens the study for you. A signature asks for the passphrase all the same, and so does opening after a lock.</source>
        <translation>此桌面的密钥环会为您打开研究。签名时以及锁定后再打开时，仍需输入口令。</translation>
    </message>
    <message>
        <source>The keyring of this desktop can open the study for you when the program starts. Whoever gets into your desktop session can then open it too.</source>
        <translation>程序启动时，此桌面的密钥环可以为您打开研究。这样，能进入您桌面会话的人也能打开它。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) lie on a disk that is not connected; they were not checked.</source>
        <translation>
            <numerusform>%n 个文件在没有连接的硬盘上，没有检查。</numerusform>
        </translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>恢复词</translation>
    </message>
    <message>
        <source>Check recovery words</source>
        <translation>检查恢复词</translation>
    </message>
    <message>
        <source>New recovery words</source>
        <translation>新恢复词</translation>
    </message>
    <message>
        <source>They open the study when the passphrase is lost. They are kept nowhere but where they were written down.</source>
        <translation>口令遗失时可用其打开研究。除抄下之处外，恢复词不在任何地方保存。</translation>
    </message>
    <message>
        <source>The last change was cut off while it was written, as by a power cut, and is left out.</source>
        <translation>最后一次更改在写入时中断（如断电），未被采用。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>casebook::StudyPage</name>
    <message>
        <source>Study</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>稽查</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectFormsController</name>
    <message>
        <source>This subject has no forms yet</source>
        <translation>该受试者尚无表单</translation>
    </message>
    <message>
        <source>Load a study definition, and give the subject&apos;s visits their dates.</source>
        <translation>请载入研究定义，并填写受试者的访视日期。</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectPreview</name>
    <message>
        <source>%1, born %2</source>
        <translation>%1，%2 年出生</translation>
    </message>
    <message>
        <source>No images yet</source>
        <translation>还没有影像</translation>
    </message>
    <message>
        <source>Import CT of this person; it finds the subject by identity.</source>
        <translation>导入此人的 CT；将按身份信息归入该受试者。</translation>
    </message>
    <message>
        <source>Import CT</source>
        <translation>导入 CT</translation>
    </message>
    <message>
        <source>Open images</source>
        <translation>打开影像</translation>
    </message>
    <message>
        <source>Close the preview (Space)</source>
        <translation>关闭预览（空格）</translation>
    </message>
    <message>
        <source>Series of the subject</source>
        <translation>受试者的序列</translation>
    </message>
    <message>
        <source>DICOM attributes …</source>
        <translation>DICOM 属性 …</translation>
    </message>
    <message>
        <source>Series to another subject …</source>
        <translation>序列移到其他受试者 …</translation>
    </message>
    <message>
        <source>Exam to another subject …</source>
        <translation>检查移到其他受试者 …</translation>
    </message>
    <message>
        <source>Send series to another machine …</source>
        <translation>将序列发送到其他机器…</translation>
    </message>
    <message>
        <source>Send exam to another machine …</source>
        <translation>将检查发送到其他机器…</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectViews</name>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已退出</translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n 岁</numerusform>
        </translation>
    </message>
    <message>
        <source>withdrawn, not used</source>
        <translation>已撤回，不再使用</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>已清除</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectsController</name>
    <message>
        <source>%1 is enrolled.</source>
        <translation>%1 已入组。</translation>
    </message>
    <message>
        <source>The subject is now %1.</source>
        <translation>受试者现为 %1。</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectsFooter</name>
    <message>
        <source>No rows</source>
        <translation>没有行</translation>
    </message>
    <message>
        <source>Rows %1–%2 of %3</source>
        <translation>第 %1–%2 行，共 %3 行</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>空格</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>rename</source>
        <translation>改名</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectsModel</name>
    <message>
        <source>female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>enrolled</source>
        <translation>已入组</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已退出</translation>
    </message>
    <message>
        <source>unidentified</source>
        <translation>身份未定</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Born</source>
        <translation>出生</translation>
    </message>
    <message>
        <source>Exams</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Last exam</source>
        <translation>最近检查</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>withdrawn, not used</source>
        <translation>已撤回，不再使用</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>已清除</translation>
    </message>
</context>
<context>
    <name>casebook::SubjectsPage</name>
    <message>
        <source>A folder or disc</source>
        <translation>文件夹或光盘</translation>
    </message>
    <message>
        <source>Files or archives</source>
        <translation>文件或压缩包</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>改名…</translation>
    </message>
    <message>
        <source>Withdraw …</source>
        <translation>退出…</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Name, pinyin, code</source>
        <translation>姓名、拼音、编号</translation>
    </message>
    <message>
        <source>Search subjects</source>
        <translation>搜索受试者</translation>
    </message>
    <message>
        <source>Import CT</source>
        <translation>导入 CT</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>入组</translation>
    </message>
    <message>
        <source>No subjects yet</source>
        <translation>还没有受试者</translation>
    </message>
    <message>
        <source>Import CT and they are made from the files, or enrol the first one by hand.</source>
        <translation>导入 CT 即由文件建立受试者，或手工入组第一位。</translation>
    </message>
    <message>
        <source>No subject fits</source>
        <translation>没有符合的受试者</translation>
    </message>
    <message>
        <source>Search finds code, name, pinyin and initials; filters narrow it further.</source>
        <translation>可按编号、姓名、拼音和首字母搜索；筛选会进一步缩小范围。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Another machine (PACS)</source>
        <translation>其他机器（PACS）</translation>
    </message>
    <message>
        <source>The same person as …</source>
        <translation>与 … 是同一个人</translation>
    </message>
    <message>
        <source>Part %1 again …</source>
        <translation>重新分出 %1 …</translation>
    </message>
</context>
<context>
    <name>casebook::SurvivalPane</name>
    <message>
        <source>nothing: one curve</source>
        <translation>不分组：一条曲线</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>By</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Survival</source>
        <translation>生存</translation>
    </message>
    <message>
        <source>%1, %</source>
        <translation>%1，%</translation>
    </message>
    <message>
        <source>No times to an event yet</source>
        <translation>尚无生存时间</translation>
    </message>
    <message>
        <source>Nobody to draw</source>
        <translation>无可绘制的受试者</translation>
    </message>
    <message>
        <source>Survival needs an index date and follow-up in the forms of the study.</source>
        <translation>生存分析需要研究表单中有索引日期和随访记录。</translation>
    </message>
    <message>
        <source>No member of this cohort has a time and a status for this endpoint.</source>
        <translation>此队列中没有成员具有该终点的时间和状态。</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未达到</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件数</translation>
    </message>
    <message>
        <source>Median, months</source>
        <translation>中位数（月）</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Median follow-up (reverse Kaplan-Meier): not reached.</source>
        <translation>中位随访时间（反向 Kaplan-Meier）：未达到。</translation>
    </message>
    <message>
        <source>Median follow-up (reverse Kaplan-Meier): %1 months.</source>
        <translation>中位随访时间（反向 Kaplan-Meier）：%1 个月。</translation>
    </message>
    <message>
        <source>Months are days / 30.4375.</source>
        <translation>月数 = 天数 / 30.4375。</translation>
    </message>
    <message numerus="yes">
        <source>%n members without a time or status are left out.</source>
        <translation>
            <numerusform>%n 名成员缺少时间或状态，未纳入。</numerusform>
        </translation>
    </message>
    <message>
        <source>A time of zero or less, to be checked: %1.</source>
        <translation>时间为零或负值，请核对：%1。</translation>
    </message>
</context>
<context>
    <name>casebook::TableOnePane</name>
    <message>
        <source>nothing: one column</source>
        <translation>不分组：单列</translation>
    </message>
    <message>
        <source>By</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Table 1</source>
        <translation>表 1</translation>
    </message>
    <message>
        <source>median [Q1, Q3]</source>
        <translation>中位数 [Q1, Q3]</translation>
    </message>
    <message>
        <source>mean (SD)</source>
        <translation>均值 (SD)</translation>
    </message>
    <message>
        <source>Numbers: mean (SD).</source>
        <translation>数值：均值 (SD)。</translation>
    </message>
    <message>
        <source>Numbers: median [Q1, Q3], quantiles of type 7.</source>
        <translation>数值：中位数 [Q1, Q3]，第 7 型分位数。</translation>
    </message>
    <message>
        <source>Categories: n (%), percentages of those recorded in the group.</source>
        <translation>分类：n (%)，百分比以组内有记录者为分母。</translation>
    </message>
    <message>
        <source>p-values are two-sided and not adjusted for their number. Wilcoxon is the rank-sum test; Fisher is taken where an expected count is below 5. SMD: standardised mean difference.</source>
        <translation>p 值为双侧，未做多重比较校正。Wilcoxon 指秩和检验；期望频数小于 5 时用 Fisher 检验。SMD：标准化均数差。</translation>
    </message>
    <message numerus="yes">
        <source>%n subjects without a value of &quot;%1&quot; are left out.</source>
        <translation>
            <numerusform>%n 名受试者没有“%1”的取值，未纳入。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::TagBrowser</name>
    <message>
        <source>character set %1, guessed</source>
        <translation>字符集 %1（推测）</translation>
    </message>
    <message>
        <source>character set %1</source>
        <translation>字符集 %1</translation>
    </message>
    <message>
        <source>Compared with instance %1: only what differs</source>
        <translation>与实例 %1 比较：仅显示不同之处</translation>
    </message>
    <message>
        <source>The attributes can&apos;t be shown</source>
        <translation>无法显示属性</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>没有不同</translation>
    </message>
    <message>
        <source>The two instances have the same attributes with the same values.</source>
        <translation>两个实例的属性和值都相同。</translation>
    </message>
    <message numerus="yes">
        <source>%n attribute(s)</source>
        <translation>
            <numerusform>%n 个属性</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 attributes</source>
        <translation>%2 个属性中的 %1 个</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) hidden because they may say who the person is</source>
        <translation>
            <numerusform>%n 个值已隐藏，因为可能表明身份</numerusform>
        </translation>
    </message>
    <message>
        <source>the file holds more than is shown here</source>
        <translation>文件中的内容多于此处所示</translation>
    </message>
    <message>
        <source>Hide identity</source>
        <translation>隐藏身份</translation>
    </message>
    <message>
        <source>Show identity</source>
        <translation>显示身份</translation>
    </message>
    <message>
        <source>DICOM attributes</source>
        <translation>DICOM 属性</translation>
    </message>
    <message>
        <source>Instance %1 of %2</source>
        <translation>第 %1 个实例，共 %2 个</translation>
    </message>
    <message>
        <source>Instance before (Alt+Page Up)</source>
        <translation>上一个实例 (Alt+Page Up)</translation>
    </message>
    <message>
        <source>Next instance (Alt+Page Down)</source>
        <translation>下一个实例 (Alt+Page Down)</translation>
    </message>
    <message>
        <source>Tag, name or value</source>
        <translation>标签、名称或值</translation>
    </message>
    <message>
        <source>Search attributes</source>
        <translation>搜索属性</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies all rows shown (Ctrl+Shift+C)</source>
        <translation>复制所有显示的行 (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>That the identity was read stands in the audit.</source>
        <translation>读取身份会记入稽查。</translation>
    </message>
    <message>
        <source>Compare with …</source>
        <translation>比较 …</translation>
    </message>
    <message>
        <source>Instance %1</source>
        <translation>实例 %1</translation>
    </message>
    <message>
        <source>Compare with another instance</source>
        <translation>与另一实例比较</translation>
    </message>
    <message>
        <source>No attribute fits</source>
        <translation>没有符合的属性</translation>
    </message>
    <message>
        <source>The search looks at tag, name, creator and value.</source>
        <translation>搜索范围：标签、名称、创建者和值。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>casebook::TagModel</name>
    <message>
        <source>Item %1</source>
        <translation>项 %1</translation>
    </message>
    <message>
        <source>not in the dictionary</source>
        <translation>不在字典中</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>hidden: may say who the person is</source>
        <translation>已隐藏：可能表明身份</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>encapsulated</source>
        <translation>封装的</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>VR</source>
        <translation>VR</translation>
    </message>
    <message>
        <source>VM</source>
        <translation>VM</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>This instance</source>
        <translation>本实例</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>The other instance</source>
        <translation>另一实例</translation>
    </message>
</context>
<context>
    <name>casebook::TaskController</name>
    <message>
        <source>Why is this mark rejected?</source>
        <translation>为何否定此标记？</translation>
    </message>
    <message>
        <source>Why is this finding taken back?</source>
        <translation>为何撤回此发现？</translation>
    </message>
    <message>
        <source>Measure the finding first (B), then edit it</source>
        <translation>请先测量该发现（B），再编辑</translation>
    </message>
    <message>
        <source>Why is this case put off?</source>
        <translation>为何推迟此病例？</translation>
    </message>
    <message>
        <source>Why is this reading opened again?</source>
        <translation>为何重新打开此次阅片？</translation>
    </message>
    <message>
        <source>Reading finished</source>
        <translation>阅片已完成</translation>
    </message>
    <message>
        <source>Case %1 of %2</source>
        <translation>第 %1 例，共 %2 例</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) given out</source>
        <translation>
            <numerusform>已分配 %n 例</numerusform>
        </translation>
    </message>
    <message>
        <source>The reason is kept with the reading.</source>
        <translation>原因将随阅片一并保存。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>casebook::TopBar</name>
    <message>
        <source>%1 · %2</source>
        <comment>role, site</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <comment>job, done, total</comment>
        <translation>%1：%2 / %3</translation>
    </message>
    <message>
        <source>Theme of the desktop</source>
        <translation>跟随桌面主题</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>模拟数据</translation>
    </message>
    <message>
        <source>New</source>
        <comment>study without data</comment>
        <translation>新研究</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Search subjects, pages, commands</source>
        <translation>搜索受试者、页面、命令</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Keys and about (F1)</source>
        <translation>快捷键与关于（F1）</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>锁定（Ctrl+L）</translation>
    </message>
    <message>
        <source>Codes in place of names</source>
        <translation>以编号代替姓名</translation>
    </message>
</context>
<context>
    <name>casebook::TransferEditor</name>
    <message>
        <source>HU %1 · %2 % per mm</source>
        <translation>HU %1 · 每毫米 %2 %</translation>
    </message>
    <message>
        <source>Opacity and colour by HU</source>
        <translation>按 HU 设定的不透明度和颜色</translation>
    </message>
    <message>
        <source>Tab chooses a point, the arrow keys move it, Insert adds one, Delete removes it and Return asks for its colour.</source>
        <translation>Tab 键选择点，方向键移动点，Insert 键添加点，Delete 键删除点，回车键选择其颜色。</translation>
    </message>
    <message>
        <source>A curve keeps at least two points.</source>
        <translation>曲线至少保留两个点。</translation>
    </message>
    <message>
        <source>Double click on the curve adds a point.</source>
        <translation>双击曲线可添加一个点。</translation>
    </message>
    <message>
        <source>% per mm</source>
        <comment>title of the opacity axis</comment>
        <translation>每毫米 %</translation>
    </message>
    <message>
        <source>A curve has at most 64 points.</source>
        <translation>曲线最多有 64 个点。</translation>
    </message>
    <message>
        <source>There is no room for a point here.</source>
        <translation>这里没有空间再添加点。</translation>
    </message>
</context>
<context>
    <name>casebook::UnlockForm</name>
    <message numerus="yes">
        <source>Too many wrong passphrases. Try again in %n second(s).</source>
        <translation>
            <numerusform>口令错误次数过多。请在 %n 秒后再试。</numerusform>
        </translation>
    </message>
    <message>
        <source>The study is open on %1. Close it there, or open it here for reading only.</source>
        <translation>研究已在 %1 上打开。请在那里关闭，或在此只读打开。</translation>
    </message>
    <message>
        <source>The study is open on %1 (%2). Close it there, or open it here for reading only.</source>
        <translation>研究已在 %1（%2）上打开。请在那里关闭，或在此只读打开。</translation>
    </message>
    <message>
        <source>Connect the drive, or open the folder where the study is now.</source>
        <translation>请连接硬盘，或打开研究现在所在的文件夹。</translation>
    </message>
    <message>
        <source>Wrong passphrase, or no such user in this study.</source>
        <translation>口令错误，或本研究没有该用户。</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) left before a pause</source>
        <translation>
            <numerusform>还可尝试 %n 次，之后需等待</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not found</source>
        <translation>未找到 %1</translation>
    </message>
    <message>
        <source>Unlock %1</source>
        <translation>解锁 %1</translation>
    </message>
    <message>
        <source>The nine groups of four that were shown when the study was made.</source>
        <translation>建立研究时显示的九组恢复词，每组四个字符。</translation>
    </message>
    <message>
        <source>The study is locked. Its key is made from your passphrase.</source>
        <translation>研究已锁定。密钥由您的口令生成。</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Recovery words</source>
        <translation>恢复词</translation>
    </message>
    <message>
        <source>User name; may stay empty where there is only one</source>
        <translation>用户名；只有一个用户时可留空</translation>
    </message>
    <message>
        <source>Unlocking …</source>
        <translation>正在解锁…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Use the passphrase</source>
        <translation>使用口令</translation>
    </message>
    <message>
        <source>Use the recovery words</source>
        <translation>使用恢复词</translation>
    </message>
    <message>
        <source>Open for reading only</source>
        <translation>只读打开</translation>
    </message>
    <message>
        <source>Unlock by this desktop&apos;s keyring</source>
        <translation>用此桌面的密钥环解锁</translation>
    </message>
    <message>
        <source>%1 has the study open on %2. Close it there, or open it here for reading only.</source>
        <translation>%1 正在 %2 上打开此研究。请在那里关闭，或在此以只读方式打开。</translation>
    </message>
</context>
<context>
    <name>casebook::UnlockPage</name>
    <message>
        <source>Clinical studies on this workstation. Everything is encrypted on disk and stays here.</source>
        <translation>本工作站上的临床研究。全部内容加密存盘，不离开本机。</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>研究</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>New study</source>
        <translation>新建研究</translation>
    </message>
    <message>
        <source>English</source>
        <comment>name of the language in force</comment>
        <translation>中文</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Keys and about (F1)</source>
        <translation>快捷键与关于（F1）</translation>
    </message>
    <message>
        <source>For research use only, not for diagnosis</source>
        <translation>仅供研究使用，不用于诊断</translation>
    </message>
    <message>
        <source>Casebook %1 · For research use only, not for diagnosis</source>
        <translation>Casebook %1 · 仅供研究使用，不用于诊断</translation>
    </message>
    <message>
        <source>No study yet</source>
        <translation>还没有研究</translation>
    </message>
    <message>
        <source>Open the demo study</source>
        <translation>打开演示研究</translation>
    </message>
    <message>
        <source>Make one, open a folder that has one, or look around in the demo study.</source>
        <translation>新建研究、打开已有研究的文件夹，或先浏览演示研究。</translation>
    </message>
</context>
<context>
    <name>casebook::UnscheduledDialog</name>
    <message>
        <source>Which visit of %1?</source>
        <translation>%1的哪次访视？</translation>
    </message>
    <message>
        <source>It stands beside the planned ones.</source>
        <translation>它与计划访视并列。</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add visit</source>
        <translation>添加访视</translation>
    </message>
</context>
<context>
    <name>casebook::UserDialog</name>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message numerus="yes">
        <source>First passphrase, at least %n character(s)</source>
        <translation>
            <numerusform>初始口令，至少 %n 个字符</numerusform>
        </translation>
    </message>
    <message>
        <source>First passphrase again</source>
        <translation>再次输入初始口令</translation>
    </message>
</context>
<context>
    <name>casebook::UsersController</name>
    <message>
        <source>%1 can unlock the study with the first passphrase.</source>
        <translation>%1 可用初始口令解锁研究。</translation>
    </message>
    <message>
        <source>%1&apos;s roles are in force from the next unlock.</source>
        <translation>%1 的角色自下次解锁起生效。</translation>
    </message>
    <message>
        <source>%1 can&apos;t unlock the study any more.</source>
        <translation>%1 不能再解锁研究。</translation>
    </message>
</context>
<context>
    <name>casebook::UsersModel</name>
    <message>
        <source>all roles</source>
        <translation>全部角色</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>works now</source>
        <translation>当前用户</translation>
    </message>
    <message>
        <source>active</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Printed name</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>casebook::UsersView</name>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>协调员</translation>
    </message>
    <message>
        <source>Investigator</source>
        <translation>研究者</translation>
    </message>
    <message>
        <source>Data manager</source>
        <translation>数据管理员</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监查员</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>reads cases and fills the reading form</source>
        <translation>阅片并填写阅片表单</translation>
    </message>
    <message>
        <source>enrols subjects, enters forms, answers queries</source>
        <translation>入组受试者、录入表单、答复质疑</translation>
    </message>
    <message>
        <source>as coordinator; analyses cohorts, signs, exports</source>
        <translation>同协调员；并分析队列、签署、导出</translation>
    </message>
    <message>
        <source>imports tables, raises queries, freezes, exports</source>
        <translation>导入表格、提出质疑、冻结、导出</translation>
    </message>
    <message>
        <source>checks values against sources, raises queries</source>
        <translation>核对原始资料、提出质疑</translation>
    </message>
    <message>
        <source>users, definition, backup; sees no names</source>
        <translation>用户、定义、备份；看不到姓名</translation>
    </message>
    <message>
        <source>Disable %1?</source>
        <translation>停用 %1？</translation>
    </message>
    <message>
        <source>The user can&apos;t unlock the study any more. What he has done stays with his name.</source>
        <translation>该用户将不能再解锁研究。其已做的工作仍保留其姓名。</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Add user</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>Change roles</source>
        <translation>修改角色</translation>
    </message>
    <message>
        <source>Change my passphrase</source>
        <translation>更改我的口令</translation>
    </message>
    <message>
        <source>Switch user</source>
        <translation>切换用户</translation>
    </message>
    <message>
        <source>Give first passphrase</source>
        <translation>给出初始口令</translation>
    </message>
</context>
<context>
    <name>casebook::ValueEdit</name>
    <message>
        <source>years</source>
        <translation>岁</translation>
    </message>
    <message>
        <source>months</source>
        <translation>月</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>周</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
</context>
<context>
    <name>casebook::VerifyController</name>
    <message>
        <source>Check, in MB</source>
        <translation>检查（MB）</translation>
    </message>
    <message>
        <source>The study was checked, and is as it was written.</source>
        <translation>研究已检查，与写入时一致。</translation>
    </message>
    <message>
        <source>The study was checked, and damage was found.</source>
        <translation>研究已检查，发现损坏。</translation>
    </message>
    <message>
        <source>damage found</source>
        <translation>发现损坏</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未检查</translation>
    </message>
    <message>
        <source>The check of another study is still ending. Try again in a moment.</source>
        <translation>另一项研究的检查尚未结束。请稍后再试。</translation>
    </message>
</context>
<context>
    <name>casebook::VisitChoiceDialog</name>
    <message>
        <source>Which visit does this exam belong to?</source>
        <translation>此检查属于哪次访视？</translation>
    </message>
    <message>
        <source>%1, %2 of %3</source>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>访视</translation>
    </message>
    <message>
        <source>Why it changes</source>
        <translation>为何更改</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Set visit</source>
        <translation>设定访视</translation>
    </message>
</context>
<context>
    <name>casebook::VisitDateDialog</name>
    <message>
        <source>The day may be unknown: 2026-11 is enough. t is today.</source>
        <translation>日可不详：2026-11 即可。t 为今天。</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why the date changes</source>
        <translation>日期为何修改</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Set date</source>
        <translation>设定日期</translation>
    </message>
</context>
<context>
    <name>casebook::VolumeBar</name>
    <message numerus="yes">
        <source>%n phase(s), %1</source>
        <translation>
            <numerusform>%n 个时相，%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s)</source>
        <translation>
            <numerusform>%n 个容积</numerusform>
        </translation>
    </message>
    <message>
        <source>Phase %1 of %2</source>
        <translation>时相 %1 / %2</translation>
    </message>
    <message>
        <source>Volume of the series</source>
        <translation>序列中的容积</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>时相</translation>
    </message>
    <message>
        <source>Phase before (,)</source>
        <translation>上一时相 (,)</translation>
    </message>
    <message>
        <source>Next phase (.)</source>
        <translation>下一时相 (.)</translation>
    </message>
    <message>
        <source>Play the phases</source>
        <translation>播放时相</translation>
    </message>
</context>
<context>
    <name>casebook::VolumeButton</name>
    <message numerus="yes">
        <source>%n phase(s), %1</source>
        <translation>
            <numerusform>%n 个时相，%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>casebook::VolumeView</name>
    <message>
        <source>3D pane</source>
        <translation>三维窗格</translation>
    </message>
    <message>
        <source>full quality</source>
        <translation>最佳画质</translation>
    </message>
    <message>
        <source>refining</source>
        <translation>正在细化</translation>
    </message>
    <message>
        <source>%1 (needs a segmentation of the airways)</source>
        <translation>%1（需要气道分割）</translation>
    </message>
    <message>
        <source>%1 (needs a segmentation of nodules)</source>
        <translation>%1（需要结节分割）</translation>
    </message>
    <message>
        <source>Looks of this study</source>
        <translation>本研究的外观</translation>
    </message>
    <message>
        <source>Save this look…</source>
        <translation>保存此外观…</translation>
    </message>
    <message>
        <source>Remove a look</source>
        <translation>移除外观</translation>
    </message>
    <message>
        <source>Edit the transfer function</source>
        <translation>编辑传递函数</translation>
    </message>
    <message>
        <source>Crop box</source>
        <translation>裁剪框</translation>
    </message>
    <message>
        <source>Clip plane</source>
        <translation>剖切面</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>绘制者</translation>
    </message>
    <message>
        <source>the faster one</source>
        <translation>较快者</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>the graphics card (OpenGL)</source>
        <translation>显卡（OpenGL）</translation>
    </message>
    <message>
        <source>Reset the view</source>
        <translation>重置视图</translation>
    </message>
    <message>
        <source>OpenGL failed, the processor draws</source>
        <translation>OpenGL 出错，改由处理器绘制</translation>
    </message>
</context>
<context>
    <name>casebook::WaitingCard</name>
    <message numerus="yes">
        <source>%1, %2, %n slice(s)</source>
        <comment>description, modality</comment>
        <translation>
            <numerusform>%1，%2，%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>The exam holds images of two persons.</source>
        <translation>该检查含有两个人的影像。</translation>
    </message>
    <message>
        <source>The identity in the files matches no subject for certain.</source>
        <translation>文件中的身份信息与任何受试者都不能确定相符。</translation>
    </message>
    <message>
        <source>Choose subject</source>
        <translation>选择受试者</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message numerus="yes">
        <source>The identity in the files matches no subject for certain; %n subject(s) are close.</source>
        <translation>
            <numerusform>文件中的身份信息与任何受试者都不能确定相符；有 %n 名受试者接近。</numerusform>
        </translation>
    </message>
    <message>
        <source>Images have the same UID as others in the study, and other pixels.</source>
        <translation>影像与研究中其他影像 UID 相同，但像素不同。</translation>
    </message>
    <message>
        <source>The same images are in the study with another header: %1.</source>
        <translation>研究中已有相同影像，但文件头不同：%1。</translation>
    </message>
    <message>
        <source>In the study</source>
        <translation>研究中</translation>
    </message>
    <message>
        <source>In the files</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>Compare and choose</source>
        <translation>比较并选择</translation>
    </message>
    <message>
        <source>Part by patient</source>
        <translation>按患者拆分</translation>
    </message>
</context>
<context>
    <name>casebook::WatchCard</name>
    <message>
        <source>Files come into the study only when a person imports them.</source>
        <translation>仅当有人执行导入时，文件才会进入研究。</translation>
    </message>
    <message>
        <source>No folder is named yet.</source>
        <translation>尚未指定文件夹。</translation>
    </message>
    <message>
        <source>New files are taken while someone who may import has the study open.</source>
        <translation>在有导入权限的人员打开研究期间，新文件会被导入。</translation>
    </message>
    <message>
        <source>An import was stopped, so nothing more is taken for now.</source>
        <translation>一次导入被停止，因此暂不再导入。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) may still grow, and will be taken once unchanged.</source>
        <translation>
            <numerusform>%n 个文件可能仍在增长；不再变化后即导入。</numerusform>
        </translation>
    </message>
    <message>
        <source>The first look is under way.</source>
        <translation>正在进行首次查看。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) imported since the unlock. Last look: %1.</source>
        <translation>
            <numerusform>解锁以来已导入 %n 个文件。上次查看：%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing new. Last look: %1.</source>
        <translation>没有新文件。上次查看：%1。</translation>
    </message>
    <message>
        <source>Watched folders</source>
        <translation>监视的文件夹</translation>
    </message>
    <message>
        <source>New files are imported by themselves</source>
        <translation>新文件会自动导入</translation>
    </message>
    <message>
        <source>No folder is watched</source>
        <translation>未监视任何文件夹</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Stop watching %1</source>
        <translation>停止监视 %1</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
</context>
<context>
    <name>casebook::WatchController</name>
    <message>
        <source>Watch folders for new images?</source>
        <translation>监视文件夹中的新影像？</translation>
    </message>
    <message>
        <source>Stop watching folders?</source>
        <translation>停止监视文件夹？</translation>
    </message>
    <message>
        <source>What appears in them is imported without asking, whoever put it there. The files stay where they are.</source>
        <translation>其中出现的内容无论由谁放入，都会不经询问直接导入。文件保留在原处。</translation>
    </message>
    <message>
        <source>Files come in only when a person imports them.</source>
        <translation>仅当有人执行导入时，文件才会进入。</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>开启</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stop watching this folder?</source>
        <translation>停止监视此文件夹？</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>Watch this folder?</source>
        <translation>监视此文件夹？</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
</context>
<context>
    <name>casebook::WorkLine</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>casebook::WorklistModel</name>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>given away</source>
        <translation>已转交</translation>
    </message>
    <message>
        <source>first read closed</source>
        <translation>首次阅片已关闭</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>阅片中</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>受试者</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Prior</source>
        <translation>既往检查</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>阅片者</translation>
    </message>
</context>
<context>
    <name>casebook::WorklistPage</name>
    <message>
        <source>Reading tasks</source>
        <translation>阅片任务</translation>
    </message>
    <message>
        <source>Cases to read</source>
        <translation>待阅病例</translation>
    </message>
    <message numerus="yes">
        <source>%n open</source>
        <translation>
            <numerusform>%n 个待阅</numerusform>
        </translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>下一例</translation>
    </message>
    <message>
        <source>Give out tasks</source>
        <translation>分配任务</translation>
    </message>
    <message>
        <source>No reading tasks yet</source>
        <translation>尚无阅片任务</translation>
    </message>
    <message>
        <source>No cases to read</source>
        <translation>没有待阅病例</translation>
    </message>
    <message>
        <source>A task names a series, a reader and the mode of the reading.</source>
        <translation>任务指明序列、阅片者和阅片模式。</translation>
    </message>
    <message>
        <source>Tasks appear here when somebody gives you one.</source>
        <translation>有人给您分配任务后会显示在这里。</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>打开病例</translation>
    </message>
    <message>
        <source>To the end of the list</source>
        <translation>移到列表末尾</translation>
    </message>
    <message>
        <source>No longer reserved</source>
        <translation>取消保留</translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Give to another reader</source>
        <translation>转给另一位阅片者</translation>
    </message>
    <message>
        <source>Open again with a reason</source>
        <translation>说明原因后重新打开</translation>
    </message>
</context>
<context>
    <name>casebook::YesNoEditor</name>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>casebook::main</name>
    <message>
        <source>Recovery words of the new study (write them down, they are shown once):</source>
        <translation>新研究的恢复词（请抄下，仅显示这一次）：</translation>
    </message>
    <message>
        <source>Demo study, synthetic data. Its passphrase is public: %1</source>
        <translation>演示研究，模拟数据。其口令是公开的：%1</translation>
    </message>
</context>
</TS>
