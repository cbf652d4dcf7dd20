//! 编号（内部） · typed ids
//!
//! Every record has a UUIDv7 made where the record is born (browser, phone, server), so that a command sent twice
//! is recognised. Not here: the number printed on a paper (文号), which is given at issue.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$m:meta])* $n:ident),+ $(,)?) => {$(
        $(#[$m])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $n(pub Uuid);
        impl $n {
            /// A new id, later than all made before by this process.
            #[must_use]
            #[allow(clippy::disallowed_methods, reason = "the one place where ids are made")]
            pub fn new() -> Self { Self(Uuid::now_v7()) }
        }
        impl Default for $n { fn default() -> Self { Self::new() } }
        impl std::fmt::Display for $n {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $n {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, uuid::Error> { Uuid::parse_str(s).map(Self) }
        }
        impl From<Uuid> for $n { fn from(u: Uuid) -> Self { Self(u) } }
        impl From<$n> for Uuid { fn from(id: $n) -> Uuid { id.0 } }
        impl utoipa::PartialSchema for $n {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                crate::schema::text_schema(concat!(stringify!($n), " (UUIDv7)"), Some(utoipa::openapi::schema::KnownFormat::Uuid))
            }
        }
        impl utoipa::ToSchema for $n {
            fn name() -> std::borrow::Cow<'static, str> { std::borrow::Cow::Borrowed(stringify!($n)) }
        }
    )+};
}

/// Hands the names of all ids to a macro, so that the list stands once: here, and wherever a store has to read and bind
/// them.
#[macro_export]
macro_rules! each_id {
    ($then:ident) => {
        $then! {
            /// 机构
            OrganisationId,
            /// 内设机构
            DepartmentId,
            /// 行政复议、行政诉讼地点
            RemedyPlaceId,
            /// 用户（登录账号）
            UserId,
            /// 登录会话
            SessionId,
            /// 自定义角色
            OwnRoleId,
            /// 执法人员
            OfficerId,
            /// 执法对象（企业）
            EnterpriseId,
            /// 企业草稿
            EnterpriseDraftId,
            /// 厂/分厂/车间
            WorkshopId,
            /// 设备
            EquipmentId,
            /// 自定义检查事项清单
            OwnChecklistId,
            /// 现场检查方案
            SchemeId,
            /// 审核审批
            ApprovalId,
            /// 现场执法检查
            InspectionId,
            /// 检查结论（一事项一设备）
            FindingId,
            /// 整改
            RectificationId,
            /// 整改问题
            ProblemId,
            /// 延期
            ExtensionId,
            /// 复查
            ReCheckId,
            /// 文书
            DocumentId,
            /// 制作中的文书
            PaperId,
            /// 送达
            ServiceId,
            /// 文书编号规则
            NumberingRuleId,
            /// 预留号段
            NumberBlockId,
            /// 自编文书模板的一版
            TemplateVersionId,
            /// 签章
            SealId,
            /// 上传的印章图样
            SealImageId,
            /// 附件（照片等证据）
            AttachmentId,
            /// 证照
            LicenceId,
            /// 疑似重复的一对企业
            DuplicateId,
            /// 企业合并
            MergeId,
            /// 导入批次
            ImportId,
            /// 导出任务
            ExportId,
            /// 临时查看
            TemporaryAccessId,
            /// 卷宗
            VolumeId,
            /// 典型案例
            TypicalCaseId,
            /// 专项计划
            PlanId,
            /// 留痕
            EntryId,
            /// 一次提交（幂等键）
            CommandId,
        }
    };
}

each_id!(ids);
